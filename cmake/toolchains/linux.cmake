# Builds for Linux with another processor mode or C library. The programs run on an x86-64 kernel, so that this is no cross
# compilation for CMake:
#
#     cmake -S . -B build/i386 -DCMAKE_TOOLCHAIN_FILE=cmake/toolchains/linux.cmake -DSKT_LINUX=i386
#
# SKT_LINUX is i386, i386-time64 (a time_t of 64 bits) or musl. What tools/deps built is found by pkg-config.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SKT_LINUX)
cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH skt_root)
cmake_path(GET skt_root PARENT_PATH skt_root)

if(SKT_LINUX MATCHES "^i386(-time64)?$")
    set(CMAKE_C_COMPILER i686-linux-gnu-gcc)
    set(libraries /usr/i686-linux-gnu/lib)
    set(CMAKE_EXE_LINKER_FLAGS_INIT "-Wl,--dynamic-linker=${libraries}/ld-linux.so.2 -Wl,-rpath,${libraries}")
    if(SKT_LINUX STREQUAL "i386-time64")
        set(CMAKE_C_FLAGS_INIT "-D_TIME_BITS=64 -D_FILE_OFFSET_BITS=64")
    endif()
elseif(SKT_LINUX STREQUAL "musl")
    set(CMAKE_C_COMPILER musl-gcc)
    # Only the kernel's headers, not those of glibc beside them. musl's CMSG_NXTHDR compares signed with unsigned.
    set(CMAKE_C_FLAGS_INIT "-idirafter ${skt_root}/build/deps/kernel -Wno-sign-conversion")
else()
    message(FATAL_ERROR "SKT_LINUX is \"${SKT_LINUX}\", neither i386, i386-time64 nor musl")
endif()
