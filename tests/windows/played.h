/* SPDX-License-Identifier: MIT */
/* For programs that use the stand-in for ws2_32: the simulated version of Windows, and checks of the recorded calls. */
#ifndef SKT_TESTS_PLAYED_H
#define SKT_TESTS_PLAYED_H

#include "standin.h"

#include "support.h"

/* The build of Windows in the program's first argument. Every PLAY test begins with it and an empty record. */
void play_build(int argc, char **argv);
int play(void **state);
#define PLAY(name) cmocka_unit_test_setup(name, play)

/* Whether the simulated Windows is that build or a later one. */
#define SINCE(build_wanted) (standin.build >= (build_wanted))

/* Fails unless the function was called that many times since the test began. */
#define assert_calls(function, wanted) assert_int_equal(standin_count(function, STANDIN_ANY, STANDIN_ANY), wanted)

/* Fails if the blocking mode of any socket was changed. */
void assert_no_mode_set(void);

/* Whether child processes inherit the handle. */
bool inheritable(skt_socket s);

/* Milliseconds since some point. */
int64_t now_ms(void);

/* Fails if what the server receives has a sender, or does not arrive. */
void assert_no_sender(const connection *c);

/* Fails unless data sent on either end arrives at the other, and nothing else. */
void assert_talk(skt_socket a, skt_socket b);

#endif
