from datetime import time

from operations.scheduling import DAY, HOUR, Job, command
from submissions.actions import take_up_what_was_left

JOBS = [
    Job("delete_old_submissions", DAY, command("delete_old_submissions"), at=time(3, 0)),
    Job("train_screen", DAY, command("train_screen"), at=time(3, 0)),
    Job("take_up_what_was_left", HOUR, take_up_what_was_left),
    Job("remind_curators", DAY, command("remind_curators"), at=time(7, 0)),
]
