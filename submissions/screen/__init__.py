from submissions.screen.facts import Facts, Signal

__all__ = ["Facts", "Signal", "signals", "verdict"]


def signals(facts):
    return []


def verdict(found):
    score = sum(signal.weight for signal in found)
    return "spam" if score >= 8 else "suspicious" if score >= 4 else "waiting"
