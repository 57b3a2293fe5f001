# Builds for Windows with mingw-w64:
#
#     cmake -S . -B build/windows -DCMAKE_TOOLCHAIN_FILE=cmake/toolchains/mingw.cmake -DSKT_MINGW=x86_64
#
# SKT_MINGW is x86_64 or i686. Finds the dependencies that tools/deps built, and those below CMAKE_FIND_ROOT_PATH.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SKT_MINGW)
if(NOT SKT_MINGW MATCHES "^(x86_64|i686)$")
    message(FATAL_ERROR "SKT_MINGW is \"${SKT_MINGW}\", neither x86_64 nor i686")
endif()

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ${SKT_MINGW})
set(CMAKE_C_COMPILER ${SKT_MINGW}-w64-mingw32-gcc)
set(CMAKE_CXX_COMPILER ${SKT_MINGW}-w64-mingw32-g++)
set(CMAKE_RC_COMPILER ${SKT_MINGW}-w64-mingw32-windres)

# Links the compiler's runtime statically, since Windows and Wine would not find its DLLs.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(CMAKE_SHARED_LINKER_FLAGS_INIT -static)

cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH skt_root)
cmake_path(GET skt_root PARENT_PATH skt_root)
list(APPEND CMAKE_FIND_ROOT_PATH /usr/${SKT_MINGW}-w64-mingw32 ${skt_root}/build/deps/windows-${SKT_MINGW})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
