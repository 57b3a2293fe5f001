# cmake -DROOT=FOLDER -DTO=FOLDER -P generate.cmake: the tables that the tool includes, for a build without CMake.
set(PROJECT_SOURCE_DIR ${ROOT})
include(${ROOT}/cmake/SystemNumbers.cmake)
include(${ROOT}/cmake/OptionNumbers.cmake)
skt_write_error_numbers(${TO}/error_numbers.h)
skt_write_option_texts(${ROOT} ${TO}/option_texts.h)
