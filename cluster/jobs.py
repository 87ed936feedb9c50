from datetime import time

from operations.scheduling import DAY, Job, command

JOBS = [Job("delete_old_messages", DAY, command("delete_old_messages"), at=time(3, 0))]
