"""What differs between operating systems, one module each with the same functions; the right one is here."""

import sys

if sys.platform == "win32":
    from yuejuan.artifacts.system.windows import (
        arm_backstop,
        cap_memory,
        exit_name,
        give_to,
        harden,
        is_root,
        kill_own_group,
        kill_tree,
        lift_memory_cap,
        lock_file,
        own_process_group,
        rss,
        tree_rss,
        unprivileged_ids,
    )
else:
    from yuejuan.artifacts.system.posix import (
        arm_backstop,
        cap_memory,
        exit_name,
        give_to,
        harden,
        is_root,
        kill_own_group,
        kill_tree,
        lift_memory_cap,
        lock_file,
        own_process_group,
        rss,
        tree_rss,
        unprivileged_ids,
    )

__all__ = [
    "arm_backstop",
    "cap_memory",
    "exit_name",
    "give_to",
    "harden",
    "is_root",
    "kill_own_group",
    "kill_tree",
    "lift_memory_cap",
    "lock_file",
    "own_process_group",
    "rss",
    "tree_rss",
    "unprivileged_ids",
]
