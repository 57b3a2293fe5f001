# The rows of <skt/system.h>, read as data: checked against the headers of the system that is built for, and made from
# these headers where system.h does not know that system.

# name and absent: of every row what follows SKT_, and the number where the system has no such thing.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/skt/system.h)
file(STRINGS ${PROJECT_SOURCE_DIR}/include/skt/system.h lines REGEX "^#define SKT_[A-Z0-9][A-Z0-9_]+ +SKT__(NUMBER|FLAG)\\(")
set(names "")
foreach(line IN LISTS lines)
    string(REGEX MATCH "^#define SKT_([A-Z0-9_]+) +SKT__[A-Z]+\\(([0-9a-fx]+)," _ "${line}")
    list(APPEND names ${CMAKE_MATCH_1})
    set(absent_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
endforeach()
list(REMOVE_ITEM names STORAGE_SIZE INTERFACE_NAME_MAX)

# What the system calls it: the name, but for the errors.
function(skt_native_name name out)
    string(REGEX REPLACE "^ERRNO_" "" native ${name})
    set(${out} ${native} PARENT_SCOPE)
endfunction()

# An error that may be the same number as another, which then has it: enum skt_error gives each number one name.
set(twin_ERRNO_ENOTSUP EOPNOTSUPP)
set(twin_ERRNO_ENOTEMPTY EEXIST)

# Names that POSIX has and some system has as enumerators, which the preprocessor does not see.
set(always_there IPPROTO_IP IPPROTO_ICMP IPPROTO_TCP IPPROTO_UDP IPPROTO_IPV6 IPPROTO_RAW)

# What stands in system.h for Windows on purpose though Winsock's headers do not have it, or have something else.
set(own_on_windows "^(ERRNO_.*|MSG_NOSIGNAL)$")

# What the C libraries of one kernel do not agree on.
set(own_on_linux "^SOMAXCONN$")

# Writes a source that compiles only if the rows are right. An absent number where the headers do not have the name is
# asked for only with SKT_CHECK_ABSENT: headers may be older than the system.
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
        if(NOT absent_${name} MATCHES "^0x0+$" AND name MATCHES "^(MSG|POLL|AI)")
            # A flag must not lie among those that the library refuses, but one that is absent must.
            set(refused "(SKT_${name} & SKT__${CMAKE_MATCH_1}_ABSENT)")
            string(APPEND present " && ${refused} == 0")
            string(APPEND missing " && ${refused} == SKT_${name}")
        endif()
        string(APPEND text "#if ${condition}\n"
            "_Static_assert(${present}, \"system.h: SKT_${name} is not ${native}\");\n"
            "#elif defined(SKT_CHECK_ABSENT)\n"
            "_Static_assert(${missing}, \"system.h: there is no ${native} here\");\n"
            "#endif\n")
    endforeach()
    file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY)
endfunction()
