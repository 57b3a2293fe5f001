# Builds for another system with the headers and link stubs that come with Zig:
#
#     cmake -S . -B build/freebsd -DCMAKE_TOOLCHAIN_FILE=cmake/toolchains/zig.cmake -DSKT_ZIG_TARGET=x86_64-freebsd
#
# SKT_ZIG_TARGET is a target of Zig: CPU-SYSTEM, or CPU-linux-ABI. SKT_ZIG is the zig to use, by default the one in PATH or
# that of Python's package ziglang.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SKT_ZIG_TARGET SKT_ZIG)

if(NOT SKT_ZIG)
    find_program(SKT_ZIG zig)
endif()
if(NOT SKT_ZIG)
    execute_process(
        COMMAND python3 -c "import os, ziglang; print(os.path.join(os.path.dirname(ziglang.__file__), 'zig'), end='')"
        OUTPUT_VARIABLE SKT_ZIG)
endif()

string(REPLACE "-" ";" zig_target "${SKT_ZIG_TARGET}")
list(GET zig_target 0 CMAKE_SYSTEM_PROCESSOR)
list(GET zig_target 1 zig_system)
set(zig_system_linux Linux)
set(zig_system_macos Darwin)
set(zig_system_freebsd FreeBSD)
set(zig_system_netbsd NetBSD)
set(zig_system_openbsd OpenBSD)
set(zig_system_windows Windows)
set(CMAKE_SYSTEM_NAME ${zig_system_${zig_system}})

set(CMAKE_C_COMPILER ${SKT_ZIG} cc)
set(CMAKE_C_COMPILER_TARGET ${SKT_ZIG_TARGET})

# These variables must be a single word.
foreach(tool ar ranlib)
    file(WRITE ${CMAKE_BINARY_DIR}/zig-${tool} "#!/bin/sh\nexec ${SKT_ZIG} ${tool} \"$@\"\n")
    file(CHMOD ${CMAKE_BINARY_DIR}/zig-${tool} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endforeach()
set(CMAKE_AR ${CMAKE_BINARY_DIR}/zig-ar)
set(CMAKE_RANLIB ${CMAKE_BINARY_DIR}/zig-ranlib)

# Without optimisation Zig turns undefined behaviour into traps.
set(CMAKE_C_FLAGS_INIT -fno-sanitize=undefined)

# OpenBSD defines the stack protector's canary in a start file that Zig lacks.
if(zig_system STREQUAL "openbsd")
    string(APPEND CMAKE_C_FLAGS_INIT " -fno-stack-protector")
endif()

# Make undefined symbols errors, as they are by default on macOS and Windows. Building Zig's runtime takes most of a minute,
# and only 32-bit processors and Windows need it.
if(NOT zig_system STREQUAL "windows")
    set(CMAKE_SHARED_LINKER_FLAGS_INIT -Wl,-z,defs)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "64|s390x")
        set(CMAKE_EXE_LINKER_FLAGS_INIT -rtlib=none)
        string(APPEND CMAKE_SHARED_LINKER_FLAGS_INIT " -rtlib=none")
    endif()
endif()

# Programs would need a whole libc, which Zig builds first; libraries suffice for CMake's checks.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
# So they say nothing of the linker, which is lld where it is not macOS's.
if(NOT zig_system STREQUAL "macos")
    set(SKT_LINKER_HAS_VERSIONS ON CACHE BOOL "")
endif()

set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
