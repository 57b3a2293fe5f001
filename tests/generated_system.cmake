# cmake -D ROOT=... -D WORK=... -D COMPILER=... -D GENERATOR=... -P generated_system.cmake: the library builds with the
# numbers that CMake takes from this system's headers, and these are the numbers that system.h has for it.
cmake_minimum_required(VERSION 3.21)

function(run)
    execute_process(COMMAND ${ARGV} OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "${said}")
    endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} -S ${ROOT} -B ${WORK} -G ${GENERATOR} -D CMAKE_C_COMPILER=${COMPILER}
    -D SKT_GENERATE_SYSTEM=ON -D SKT_WERROR=ON -D SKT_BUILD_TESTS=OFF -D SKT_BUILD_CLI=OFF)
run(${CMAKE_COMMAND} --build ${WORK} --target skt --parallel 2)

file(STRINGS ${WORK}/src/include/skt/system_generated.h lines REGEX "^#define SKT_[A-Z0-9]")
set(text "#include <skt/system.h>\n")
# headers_may_lack of SystemNumbers.cmake: CMake finds these only in newer headers, and one only in musl's.
set(young "SKT_(ERRNO_(EFTYPE|EINIT|EREMDEV)|NI_NUMERICSCOPE) ")
foreach(line IN LISTS lines)
    if(line MATCHES "${young}")
        continue()
    endif()
    string(REGEX REPLACE "^#define (SKT_[A-Z0-9_]+) (.*)$" "_Static_assert(\\1 == \\2, \"\\1\");" assertion "${line}")
    string(APPEND text "${assertion}\n")
endforeach()
file(WRITE ${WORK}/same.c "${text}")
run(${COMPILER} -std=c11 -I ${ROOT}/include -c ${WORK}/same.c -o ${WORK}/same.o)

list(LENGTH lines count)
message("${count} numbers")
file(STRINGS ${ROOT}/include/skt/system.h rows REGEX "^#define SKT_[A-Z0-9][A-Z0-9_]+ +SKT__(NUMBER|FLAG)\\(")
list(LENGTH rows wanted)
if(NOT count EQUAL wanted)
    message(FATAL_ERROR "system.h has ${wanted}")
endif()
