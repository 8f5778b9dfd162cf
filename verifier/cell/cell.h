/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cell/cell.h - runs a piece of work in a child that can only compute.
 *
 * The child has its own copy of memory, one pipe to write to, limits on
 * memory, time and output, and a seccomp filter that leaves it reading,
 * writing, memory and leaving.  A child that dies, is late or says too much
 * gives no answer: the caller treats that as "cannot tell".
 */
#ifndef OBV_CELL_H
#define OBV_CELL_H

#include "base/base.h"

typedef enum obv_cell_end {
    OBV_CELL_FAILED,   /* could not be started: trouble of our own */
    OBV_CELL_DIED,     /* a signal, a wrong status, a broken lock */
    OBV_CELL_LATE,     /* over its time */
    OBV_CELL_TOO_MUCH, /* wrote more than `max` */
    OBV_CELL_ANSWERED
} obv_cell_end;

/* The work: writes its answer with obv_cell_write, then returns true. */
typedef bool (*obv_cell_work)(void *job, int answer);

/* In the cell: writes all of it, or false. */
bool obv_cell_write(int answer, const void *bytes, size_t len);

typedef struct obv_cell_answer {
    obv_cell_end end;
    size_t len;
} obv_cell_answer;

/*
 * Forks, locks the child, runs work(job) in it, and reads at most `max` bytes
 * of its answer into `room`.  The job is shared by copy: what the child does
 * to it, the parent never sees.
 */
obv_cell_answer obv_cell_run(obv_cell_work work, void *job, void *room,
                             size_t max);

/*
 * The same for a program of its own (badge-reader), kept warm: it loads its
 * libraries once, then forks a locked child for each input and never reads one
 * itself.  Input comes on descriptor 0, a file without a name; the answer goes
 * out on descriptor 1; a byte on descriptor 3 asks for the next, a byte on
 * descriptor 4 says how the child ended.  A child that dies or is late ends
 * its server, and the next input gets a fresh one.
 */
typedef struct obv_cell_server obv_cell_server;

/* Nothing is started before it is first asked.  NULL: no memory. */
obv_cell_server *obv_cell_server_new(const char *program);
/* The same, with an argument, which outlives the server. */
obv_cell_server *obv_cell_server_with(const char *program,
                                      const char *argument);
obv_cell_answer obv_cell_ask(obv_cell_server *server, obv_slice input,
                             void *room, size_t max);
void obv_cell_server_free(obv_cell_server *server); /* NULL is fine */

/* What a lock may leave besides computing, for libraries that cannot do
   without: a sum of these. */
typedef enum obv_cell_leave {
    OBV_CELL_STRICT = 0,
    /* Whoever looks for a file hears that it is not there, and whoever writes
       elsewhere that nobody listens: no death, and no file either. */
    OBV_CELL_NO_FILES = 1,
    /* Threads of its own may be started: no process, no program, and nothing
       that this one could not do itself. */
    OBV_CELL_THREADS = 2
} obv_cell_leave;

/* What the lock is to leave for an input of which this is the beginning, as
   far as there is one: a comparison, and nothing that a stranger's byte could
   break, for it is made before the lock. */
#define OBV_CELL_HEAD 16
typedef unsigned (*obv_cell_leaves)(obv_slice head);

/* The program's side: calls work(job) in a locked child for each input, until
   nobody asks any more.  The work reads descriptor 0 to its end and writes to
   `answer`; a little before its time is over it gets SIGXCPU or SIGALRM.
   Returns the exit status of the program; 3 at once where nobody could ask. */
int obv_cell_serve(obv_cell_work work, void *job, obv_cell_leaves leaves);

/*
 * Gives up all but computing, for good: what the process may still do is read
 * from `read_from` (-1: nothing), write to `write_to` (a pipe: no file may
 * grow), ask for memory, leave, and what `leave` says.  Any other system call
 * kills it, messages on standard error included.  All other descriptors are
 * closed, and it dies with its parent.  False where the lock did not close:
 * then leave.
 */
bool obv_cell_lock(int read_from, int write_to, unsigned leave);

/* False in a build under a sanitizer, which leaves the lock out; always true
   in any other. */
bool obv_cell_locks(void);

#endif
