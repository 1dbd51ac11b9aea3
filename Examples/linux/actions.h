/* Actions and numbers of the protocol, as the processes understand them. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "json.h"
#include "process.h"

/* The names of the actions, by their operations. */
extern const char *const action_names[OPERATIONS];

/* Fills in a command from an action; false if it is none of ours. Of processes only the names are filled in. */
bool read_action(const struct json *action, struct command *command);

/* The protocol numbers errors and signals as FreeBSD does. */
uint64_t portable_error(uint64_t number);
int portable_signal(int number);

#endif
