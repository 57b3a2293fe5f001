# Reads the rows of <skt/system.h> as data: to check them against the target system's headers, or to make them from these
# headers if system.h does not know the system.

# Lists of every row: `name`, without SKT_, and `absent`, the placeholder for systems that lack it.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/include/skt/system.h ${PROJECT_SOURCE_DIR}/include/skt/error.h)
file(STRINGS ${PROJECT_SOURCE_DIR}/include/skt/system.h lines REGEX "^#define SKT_[A-Z0-9][A-Z0-9_]+ +SKT__(NUMBER|FLAG)\\(")
set(names "")
foreach(line IN LISTS lines)
    string(REGEX MATCH "^#define SKT_([A-Z0-9_]+) +SKT__[A-Z]+\\(([0-9a-fx]+)," _ "${line}")
    list(APPEND names ${CMAKE_MATCH_1})
    set(absent_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
endforeach()
list(REMOVE_ITEM names STORAGE_SIZE INTERFACE_NAME_MAX)

# The system's name for a row; it differs for errors only.
function(skt_native_name name out)
    string(REGEX REPLACE "^ERRNO_" "" native ${name})
    set(${out} ${native} PARENT_SCOPE)
endfunction()

# Errors that may have the same number as another one, which then gets it: each number has one name in enum skt_error.
set(twin_ERRNO_ENOTSUP EOPNOTSUPP)
set(twin_ERRNO_ENOTEMPTY EEXIST)
set(twin_ERRNO_EDEADLOCK EDEADLK)

# Errors that some headers of a system lack.
set(headers_may_lack ERRNO_EFTYPE ERRNO_EINIT ERRNO_EREMDEV)

# Names of POSIX that some system has as enumerators, which the preprocessor cannot test.
set(always_there IPPROTO_IP IPPROTO_ICMP IPPROTO_TCP IPPROTO_UDP IPPROTO_IPV6 IPPROTO_RAW)

# Rows of Windows in system.h that deliberately differ from Winsock's headers, or that these lack.
set(own_on_windows "^(ERRNO_.*|MSG_NOSIGNAL)$")

# Rows in which the C libraries of one system differ.
set(own_on_linux "^(SOMAXCONN|NI_NUMERICSCOPE)$")

# The errors that the system's headers name: all of errno.h, or all of Winsock's. Empty if the compiler cannot list macros.
function(skt_list_errors out)
    set(${out} "" PARENT_SCOPE)
    if(MSVC OR NOT CMAKE_C_COMPILER_ID MATCHES "GNU|Clang")
        return()
    endif()
    set(source ${CMAKE_CURRENT_BINARY_DIR}/errors_of_headers.c)
    if(WIN32)
        file(WRITE ${source} "#include <winsock2.h>\n")
        set(pattern "#define WSA[A-Z0-9_]+[ \t]+\\(?(WSABASEERR \\+ |ERROR_|WAIT_TIMEOUT|WSANO_|WSA_|__MSABI_LONG\\(1|1[01][0-9][0-9][0-9])[^\n]*")
    else()
        file(WRITE ${source} "#include <errno.h>\n")
        set(pattern "#define E[A-Z0-9]+ [^\n]*")
    endif()
    separate_arguments(flags NATIVE_COMMAND "${CMAKE_C_COMPILER_ARG1} ${CMAKE_C_FLAGS}")
    if(CMAKE_C_COMPILER_TARGET)
        list(APPEND flags ${CMAKE_C_COMPILE_OPTIONS_TARGET}${CMAKE_C_COMPILER_TARGET})
    endif()
    if(CMAKE_OSX_SYSROOT)
        list(APPEND flags -isysroot ${CMAKE_OSX_SYSROOT})
    endif()
    get_target_property(definitions skt COMPILE_DEFINITIONS)
    list(TRANSFORM definitions PREPEND -D)
    execute_process(COMMAND ${CMAKE_C_COMPILER} ${flags} ${definitions} -dM -E ${source}
        OUTPUT_VARIABLE macros ERROR_VARIABLE said RESULT_VARIABLE failed)
    string(REGEX MATCHALL "${pattern}" macros "${macros}")
    list(TRANSFORM macros REPLACE "#define ([A-Z0-9_]+)[ \t].*" "\\1")
    if(failed OR macros STREQUAL "")
        message(FATAL_ERROR "The errors of this system's headers cannot be listed:\n${said}")
    endif()
    # The first number that is an error, and the other name of the last one.
    list(REMOVE_ITEM macros WSABASEERR ELAST)
    list(SORT macros)
    set(${out} ${macros} PARENT_SCOPE)
endfunction()

# Writes a header for the tests, in which NATIVE_ERRORS(row) has a row for each of these.
function(skt_write_errors file)
    skt_list_errors(errors)
    set(header errno.h)
    if(WIN32)
        set(header winsock2.h)
    endif()
    list(TRANSFORM errors REPLACE "(.+)" " row(\\1)")
    list(JOIN errors "" rows)
    file(CONFIGURE OUTPUT ${file} @ONLY
        CONTENT "#include <${header}>\n#define NATIVE_ERRORS(row)${rows}\n")
endfunction()

# Appends code that compiles only if the numbers of enum skt_error are distinct and it has all errors of the headers, on
# Windows with their numbers.
function(skt_append_error_check out)
    set(text "${${out}}")
    file(STRINGS ${PROJECT_SOURCE_DIR}/include/skt/error.h lines REGEX "^    SKT_[A-Z0-9_]+ = ")
    list(TRANSFORM lines REPLACE "^    (SKT_[A-Z0-9_]+) = .*" "    case \\1:\n")
    string(CONCAT cases ${lines})
    string(APPEND text "int skt__is_error(enum skt_error rc);\n"
        "int skt__is_error(enum skt_error rc)\n{\n    switch (rc) {\n${cases}    default: return rc != 0;\n    }\n}\n")
    file(STRINGS ${PROJECT_SOURCE_DIR}/include/skt/error.h lines REGEX "^    SKT_[A-Z0-9_]+ = SKT__(CODE|WINDOWS)\\(")
    set(known "")
    set(conditions "")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "SKT_([A-Z0-9_]+) = SKT__(CODE|WINDOWS)\\([A-Z0-9_]+, ([0-9]+)\\)" _ "${line}")
        set(name ${CMAKE_MATCH_1})
        set(windows ${CMAKE_MATCH_3})
        string(APPEND known " || (code) == -SKT_${name}")
        set(native ${name})
        if(CMAKE_MATCH_2 STREQUAL "CODE" AND WIN32)
            set(native WSA${name})
        endif()
        # Some errnos have a Winsock error with another name, or none.
        if(WIN32 AND (windows EQUAL 0 OR name MATCHES "^(EPIPE|EAGAIN|EBADF)$"))
            continue()
        endif()
        list(APPEND conditions ${native})
        if(WIN32)
            string(APPEND text "#if defined(${native})\n"
                "_Static_assert(SKT_${name} == -${native}, \"error.h: SKT_${name} is not ${native}\");\n"
                "#endif\n")
        endif()
    endforeach()
    if(WIN32)
        # The Winsock names that differ.
        file(STRINGS ${PROJECT_SOURCE_DIR}/src/error.c lines REGEX "^    ROW\\(\"(WSA|ERROR|WAIT)[A-Z_]+\", SKT_")
        foreach(line IN LISTS lines)
            string(REGEX MATCH "\"([A-Z_]+)\", (SKT_[A-Z0-9_]+)\\)" _ "${line}")
            set(native ${CMAKE_MATCH_1})
            string(APPEND text "#if defined(${native})\n"
                "_Static_assert(${CMAKE_MATCH_2} == -${native}, \"error.c: ${CMAKE_MATCH_2} is not ${native}\");\n"
                "#endif\n")
            list(APPEND conditions ${native})
        endforeach()
    endif()
    if(SKT_WERROR)
        skt_list_errors(errors)
        list(REMOVE_ITEM errors ${conditions})
        string(APPEND text "#define IS_KNOWN(code) (0${known})\n")
        foreach(name IN LISTS errors)
            string(APPEND text "_Static_assert(IS_KNOWN(${name}), \"error.h: it lacks ${name}\");\n")
        endforeach()
    endif()
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Writes a source that compiles only if the rows are right. That names which the headers lack have the placeholder is
# checked only with SKT_CHECK_ABSENT, since headers may be older than the system.
function(skt_write_number_check file)
    set(text "#include \"sys.h\"\n")
    foreach(name IN LISTS names)
        if(WIN32 AND name MATCHES "${own_on_windows}")
            continue()
        endif()
        if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND name MATCHES "${own_on_linux}")
            continue()
        endif()
        skt_native_name(${name} native)
        set(value ${native})
        if(DEFINED twin_${name})
            set(value "(${native} == ${twin_${name}} ? ${absent_${name}} : ${native})")
        endif()
        set(condition "defined(${native})")
        if(native IN_LIST always_there)
            set(condition 1)
        endif()
        set(present "SKT_${name} == ${value}")
        set(missing "SKT_${name} == ${absent_${name}}")
        if(NOT absent_${name} MATCHES "^0x0+$" AND name MATCHES "^(MSG|POLL|AI|NI)_")
            # A flag must be outside the bits that the library refuses, unless it is absent.
            set(refused "(SKT_${name} & SKT__${CMAKE_MATCH_1}_ABSENT)")
            string(APPEND present " && ${refused} == 0")
            string(APPEND missing " && ${refused} == SKT_${name}")
        endif()
        string(APPEND text "#if ${condition}\n"
            "_Static_assert(${present}, \"system.h: SKT_${name} is not ${native}\");\n")
        if(NOT name IN_LIST headers_may_lack)
            string(APPEND text "#elif defined(SKT_CHECK_ABSENT)\n"
                "_Static_assert(${missing}, \"system.h: there is no ${native} here\");\n")
        endif()
        string(APPEND text "#endif\n")
    endforeach()
    skt_append_error_check(text)
    file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY)
endfunction()

# Writes rows for the tool: ROW(name, number on Linux, macOS, FreeBSD, NetBSD, OpenBSD, Windows), 0 if it has none.
function(skt_write_error_numbers file)
    set(none "0, 0, 0, 0, 0")
    file(STRINGS ${PROJECT_SOURCE_DIR}/include/skt/system.h lines REGEX "^#define SKT_ERRNO_")
    foreach(line IN LISTS lines)
        if(line MATCHES "^#define SKT_ERRNO_([A-Z0-9]+) +SKT__NUMBER\\([0-9]+, +([-0-9]+), +[-0-9]+, +([-0-9]+), +([-0-9]+), +([-0-9]+), +([-0-9]+),")
            set(name ${CMAKE_MATCH_1})
            string(REPLACE "-1" "0" numbers_${name}
                "${CMAKE_MATCH_2}, ${CMAKE_MATCH_3}, ${CMAKE_MATCH_4}, ${CMAKE_MATCH_5}, ${CMAKE_MATCH_6}")
        endif()
    endforeach()
    set(rows "")
    file(STRINGS ${PROJECT_SOURCE_DIR}/include/skt/error.h lines REGEX "^    SKT_[A-Z0-9_]+ = SKT__(CODE|WINDOWS)\\(")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "SKT_([A-Z0-9_]+) = SKT__[A-Z]+\\([A-Z0-9]+, ([0-9]+)\\)" _ "${line}")
        set(numbers ${none})
        if(DEFINED numbers_${CMAKE_MATCH_1})
            set(numbers ${numbers_${CMAKE_MATCH_1}})
        endif()
        string(APPEND rows "ROW(SKT_${CMAKE_MATCH_1}, ${numbers}, ${CMAKE_MATCH_2})\n")
    endforeach()
    file(CONFIGURE OUTPUT ${file} CONTENT "${rows}" @ONLY)
endfunction()
