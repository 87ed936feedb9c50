"""What is done anew when what the screen knows has changed: see screening/evidence.py."""

from submissions.actions import judge_again

JUDGES = [judge_again]
