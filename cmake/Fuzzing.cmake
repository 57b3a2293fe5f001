# Everything is instrumented, so that the fuzzers see the branches of the library too.
if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "SKT_BUILD_FUZZERS needs clang, which has libFuzzer")
endif()
add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
add_link_options(-fsanitize=address,undefined)
