# Writes <skt/system_generated.h> for a system that <skt/system.h> does not know, from that system's headers. The values are
# read out of a compiled program without running it, so that this works for cross compilation too.

# The source of that program: for each name that the headers have, "v", its value in eight hex digits, "=" and the name.
function(skt_write_value_source file)
    string(CONCAT text "#include <sys/types.h>\n#include <sys/socket.h>\n#include <errno.h>\n#include <net/if.h>\n"
        "#include <netdb.h>\n#include <netinet/in.h>\n#include <poll.h>\n#include <stddef.h>\n"
        "#define DIGIT(bits) (char)((bits) < 10 ? '0' + (bits) : 'a' - 10 + (bits))\n"
        "#define AT(value, shift) DIGIT((unsigned)(value) >> (shift) & 15u)\n"
        "#define VALUE(value, name) {{'v', AT(value, 28), AT(value, 24), AT(value, 20), AT(value, 16), \\\n"
        "    AT(value, 12), AT(value, 8), AT(value, 4), AT(value, 0), '='}, name},\n"
        "static const struct { char value[10]; char name[40]; } rows[] = {\n"
        "VALUE(sizeof(struct sockaddr_storage), \"STORAGE_SIZE\")\n"
        "VALUE(IF_NAMESIZE, \"INTERFACE_NAME_MAX\")\n"
        "VALUE(offsetof(struct sockaddr, sa_family), \"FAMILY_OFFSET\")\n"
        "VALUE(sizeof(struct sockaddr_in6), \"IN6_SIZE\")\n")
    foreach(name IN LISTS names)
        skt_native_name(${name} native)
        set(condition "defined(${native})")
        if(native IN_LIST always_there)
            set(condition 1)
        endif()
        string(APPEND text "#if ${condition}\nVALUE(${native}, \"${name}\")\n#endif\n")
    endforeach()
    # The index is known at run time only, so that the compiler must keep the rows.
    string(APPEND text "};\nint main(int argc, char **argv) { return argv[0] ? rows[argc].name[argc] : rows[argc].value[0]; }\n")
    file(WRITE ${file} "${text}")
endfunction()

# Sets value_NAME in the caller's scope for every name that the headers have.
function(skt_read_values definitions)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/system_values.c)
    set(program ${CMAKE_CURRENT_BINARY_DIR}/system_values.bin)
    skt_write_value_source(${source})
    list(TRANSFORM definitions PREPEND -D)
    try_compile(compiled ${CMAKE_CURRENT_BINARY_DIR}/system_values ${source}
        COMPILE_DEFINITIONS ${definitions} OUTPUT_VARIABLE said COPY_FILE ${program})
    if(NOT compiled)
        message(FATAL_ERROR "The numbers of this system's headers cannot be compiled:\n${said}")
    endif()
    file(STRINGS ${program} found REGEX "v[0-9a-f]+=[A-Z]")
    foreach(line IN LISTS found)
        if(line MATCHES "v([0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f])=([A-Z0-9_]+)")
            set(name ${CMAKE_MATCH_2})
            math(EXPR value "0x${CMAKE_MATCH_1}")
            if(value GREATER 2147483647)
                math(EXPR value "${value} - 4294967296")
            endif()
            set(value_${name} ${value} PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

# If two errors have one number, the first gets it: each number has one name in enum skt_error.
function(skt_generate_system header definitions)
    skt_read_values("${definitions}")
    if(NOT DEFINED value_AF_INET OR NOT DEFINED value_STORAGE_SIZE)
        message(FATAL_ERROR "The numbers of this system's headers cannot be read out of a compiled program")
    endif()
    string(CONCAT text "/* SPDX-License-Identifier: MIT */\n"
        "/* The numbers of <skt/system.h>, made by CMake from the headers of the system that skt was built for. */\n")
    set(refused_MSG 0)
    set(refused_POLL 0)
    set(refused_AI 0)
    set(refused_NI 0)
    foreach(name IN LISTS names)
        if(DEFINED value_${name} AND name MATCHES "^ERRNO_" AND NOT DEFINED taken_${value_${name}})
            set(taken_${value_${name}} 1)
            set(number ${value_${name}})
        elseif(DEFINED value_${name} AND NOT name MATCHES "^ERRNO_")
            set(number ${value_${name}})
        else()
            set(number ${absent_${name}})
            if(name MATCHES "^(MSG|POLL|AI|NI)_")
                math(EXPR refused_${CMAKE_MATCH_1} "${refused_${CMAKE_MATCH_1}} | ${number}")
            endif()
        endif()
        string(APPEND text "#define SKT_${name} (${number})\n")
    endforeach()
    foreach(kind MSG POLL AI NI)
        string(APPEND text "#define SKT__${kind}_ABSENT (${refused_${kind}})\n")
    endforeach()
    string(APPEND text "#define SKT__FAMILY_OFFSET ${value_FAMILY_OFFSET}\n"
        "#define SKT__IN6_SIZE ${value_IN6_SIZE}\n"
        "#define SKT_STORAGE_SIZE ${value_STORAGE_SIZE}\n"
        "#define SKT_INTERFACE_NAME_MAX ${value_INTERFACE_NAME_MAX}\n")
    file(CONFIGURE OUTPUT ${header} CONTENT "${text}" @ONLY)
endfunction()
