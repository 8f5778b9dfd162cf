#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A fleet needs no engine of ours: the same work in chunks, dealt out by GNU
# parallel and by Slurm, gives the same lines as one process.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

mkdir "$T/pile"
i=100
while [ $i -lt 125 ]; do
    for sample in tri.png couture.jws altered.png no-badge.txt; do
        cp sample-badges/$sample "$T/pile/$i $sample"
    done
    i=$((i + 1))
done
find "$T/pile" -type f -print0 | LC_ALL=C sort -z >"$T/list"
AT=2026-11-23
export VERIFIER AT T

"$VERIFIER" batch --lang en --at "$AT" --keys keys --jsonl - "$T/pile" \
    >"$T/one.jsonl"
expect "one process, for comparison" test "$(wc -l <"$T/one.jsonl")" -eq 100

# ---- GNU parallel ------------------------------------------------------------

# The one of moreutils has the same name and does something else.
if parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
    parallel --will-cite --pipe --keep-order --recend '\0' -N 7 \
        "$VERIFIER" batch --lang en --at "$AT" --keys keys --jobs 1 -0 \
        --jsonl - - <"$T/list" >"$T/many.jsonl" 2>"$T/err"
    same "$T/many.jsonl" "$T/one.jsonl" "chunks on standard input, under GNU parallel"
    parallel --will-cite -0 --keep-order -N 13 \
        "$VERIFIER" batch --lang en --at "$AT" --keys keys --jobs 1 \
        --jsonl - '{}' <"$T/list" >"$T/many.jsonl" 2>"$T/err"
    same "$T/many.jsonl" "$T/one.jsonl" "and as arguments"
else
    skip "chunks on standard input, under GNU parallel" "no GNU parallel"
    skip "and as arguments" "no GNU parallel"
fi

# ---- Slurm, a single node by hand --------------------------------------------

WHAT="chunks as an array of jobs, under Slurm"
S=$T/slurm
daemons=

# Whatever happens, none of them outlives this script.
end_slurm() {
    for pid in $daemons; do
        kill "$pid" 2>/dev/null
    done
    for pid in $daemons; do
        wait "$pid" 2>/dev/null
    done
    daemons=
}
trap 'end_slurm; rm -rf "$T"' EXIT

start() { # NAME COMMAND...
    name=$1
    shift
    "$@" >"$S/$name.out" 2>&1 &
    daemons="$! $daemons"
}

# wait_for COMMAND...: at most half a minute, as long as it does not succeed.
wait_for() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || return 1
        sleep 0.5
    done
}

is_idle() { sinfo --noheader --format %t | grep -qx idle; }

start_slurm() {
    host=$(hostname -s)
    port=$((20000 + $$ % 20000))
    mkdir -p "$S/state" "$S/spool"
    head -c 1024 /dev/urandom >"$S/key"
    chmod 700 "$S" && chmod 400 "$S/key"
    cat >"$S/slurm.conf" <<CONF
ClusterName=pile
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$S/munge
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
StateSaveLocation=$S/state
SlurmdSpoolDir=$S/spool
SlurmctldPidFile=$S/slurmctld.pid
SlurmdPidFile=$S/slurmd.pid
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    export SLURM_CONF="$S/slurm.conf"
    start munged munged --force --foreground --key-file="$S/key" \
        --socket="$S/munge" --pid-file="$S/munged.pid" \
        --log-file="$S/munged.log" --seed-file="$S/seed"
    wait_for test -S "$S/munge" || return 1
    start slurmctld slurmctld -D -c
    start slurmd slurmd -D -N "$host"
    wait_for is_idle
}

has_slurm() {
    for command in munged slurmctld slurmd sbatch sinfo; do
        command -v $command >/dev/null || return 1
    done
}

if ! has_slurm; then
    skip "$WHAT" "no Slurm"
elif ! start_slurm; then
    skip "$WHAT" "Slurm cannot be started on this machine"
else
    tr '\0' '\n' <"$T/list" | split -l 25 -d -a 1 - "$T/chunk."
    # shellcheck disable=SC2016 # of the job
    run timeout 120 sbatch --wait --array=0-3 --output="$T/job.%a" \
        --wrap "\"$VERIFIER\" batch --lang en --at $AT --keys keys --jobs 1 \
        --jsonl \"$T/part.\$SLURM_ARRAY_TASK_ID\" \
        - <\"$T/chunk.\$SLURM_ARRAY_TASK_ID\""
    cat "$T/part.0" "$T/part.1" "$T/part.2" "$T/part.3" >"$T/many.jsonl" \
        2>>"$T/err"
    same "$T/many.jsonl" "$T/one.jsonl" "$WHAT"
fi
end_slurm
finish
