import pytest

from accounts.models import DailySalt
from cluster import contact
from newsletter.actions import subscribing
from screening import limits as of_strangers
from submissions.limits import LIMITS, LimitReached, network_of, spend_on_intake

pytestmark = pytest.mark.django_db
NETWORK = "a" * 32


def visit(rf, address="203.0.113.7", **headers):
    return rf.get("/", REMOTE_ADDR=address, **headers)


def spend_all(purpose, what, **who):
    for _time in range(LIMITS[purpose][what][0][0]):
        spend_on_intake(purpose, **who)


@pytest.mark.parametrize(
    ("what", "who", "same", "other"),
    [
        ("address", {"email": "a@example.org"}, {"email": "A@Example.org"}, {"email": "b@example.org"}),
        ("network", {"network": NETWORK}, {"network": NETWORK}, {"network": "b" * 32}),
    ],
)
def test_each_limit_refuses_one_more_and_nobody_else(what, who, same, other):
    spend_all("submission", what, **who)
    with pytest.raises(LimitReached) as refusal:
        spend_on_intake("submission", **same)
    assert 0 < refusal.value.retry_after <= 3600
    spend_on_intake("submission", **other)


def test_a_mail_domain_has_a_limit_over_all_its_addresses():
    for number in range(LIMITS["submission"]["domain"][0][0]):
        spend_on_intake("submission", email=f"person{number}@example.org")
    with pytest.raises(LimitReached):
        spend_on_intake("submission", email="one-more@example.org")
    spend_on_intake("submission", email="person@example.net")


@pytest.mark.parametrize("domain", ["gmail.com", "GMX.de", "ukr.net"])
def test_a_flood_from_free_mailboxes_shuts_nobody_else_out(domain):
    for number in range(LIMITS["mail"]["domain"][0][0] + 1):
        spend_on_intake("mail", email=f"person{number}@{domain}", network=f"{number}")
    spend_all("mail", "address", email=f"flooder@{domain}")
    with pytest.raises(LimitReached) as refusal:
        spend_on_intake("mail", email=f"flooder@{domain}")
    assert refusal.value.what == "address"


def test_no_purpose_counts_a_provider_of_free_mailboxes_as_one_sender():
    for purpose, limits in {"message": contact.LIMITS, "newsletter": subscribing.LIMITS}.items():
        for number in range(limits["domain"][0][0] + 1):
            of_strangers.spend_unless_free_mail(purpose, limits, email=f"person{number}@gmail.com")
        with pytest.raises(LimitReached) as refusal:
            for number in range(limits["domain"][0][0] + 1):
                of_strangers.spend_unless_free_mail(purpose, limits, email=f"person{number}@example.org")
        assert refusal.value.what == "domain"


def test_one_purpose_does_not_use_up_another():
    spend_all("submission", "address", email="a@example.org")
    spend_on_intake("mail", email="a@example.org")


def test_a_limit_ends_with_its_window(time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    spend_all("report", "network", network=NETWORK)
    with pytest.raises(LimitReached) as refusal:
        spend_on_intake("report", network=NETWORK)
    time_machine.shift(refusal.value.retry_after + 1)
    spend_on_intake("report", network=NETWORK)


def test_neighbours_share_a_network_and_strangers_do_not(rf):
    here = network_of(visit(rf))
    assert network_of(visit(rf, "203.0.113.200")) == here
    assert network_of(visit(rf, "::ffff:203.0.113.9")) == here
    assert network_of(visit(rf, "203.0.114.7")) != here
    assert network_of(visit(rf, "2001:db8:1:ff::1")) == network_of(visit(rf, "2001:db8:1:0::2"))
    assert network_of(visit(rf, "2001:db8:2::1")) != network_of(visit(rf, "2001:db8:1::1"))


def test_the_hash_of_a_network_has_nothing_of_the_address_and_is_another_tomorrow(rf, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    today = network_of(visit(rf))
    time_machine.move_to("2026-03-02 10:00:00+00:00")
    assert "203.0.113" not in today
    assert network_of(visit(rf)) != today


def test_only_a_known_proxy_is_believed_and_only_its_own_word(rf, settings):
    direct = network_of(visit(rf, "198.51.100.1"))
    forwarded = visit(rf, "203.0.113.7", HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.1")
    assert network_of(forwarded) == network_of(visit(rf))
    settings.BEHIND_PROXY = True
    assert network_of(forwarded) == direct


@pytest.mark.parametrize(
    "written", ["198.51.100.1:5678", "[::ffff:198.51.100.1]:80", "::ffff:198.51.100.1", "192.0.2.1,198.51.100.9:1 "]
)
def test_an_address_counts_however_a_proxy_writes_it(rf, settings, written):
    settings.BEHIND_PROXY = True
    assert network_of(visit(rf, HTTP_X_FORWARDED_FOR=written)) == network_of(visit(rf, "198.51.100.1"))


@pytest.mark.parametrize("written", ["[2001:db8::1]:80", "[2001:db8::1]", "2001:db8::1%eth0", "[2001:db8::2%25eth0]:1"])
def test_so_does_a_longer_one(rf, settings, written):
    settings.BEHIND_PROXY = True
    assert network_of(visit(rf, HTTP_X_FORWARDED_FOR=written)) == network_of(visit(rf, "2001:db8::1"))


@pytest.mark.parametrize("written", ["unknown", "_hidden", "999.1.1.1", "198.51.100.1:x", "[", "\x00", "x" * 5000, "%"])
def test_no_word_of_a_proxy_leaves_somebody_uncounted(rf, settings, written):
    settings.BEHIND_PROXY = True
    unknown = network_of(visit(rf, HTTP_X_FORWARDED_FOR="unknown"))
    assert len(unknown) == 32
    assert network_of(visit(rf, HTTP_X_FORWARDED_FOR=written)) == unknown


def test_what_hashed_the_networks_of_a_day_is_thrown_away_with_it(rf, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    network_of(visit(rf))
    [first] = DailySalt.objects.all()
    time_machine.move_to("2026-03-02 10:00:00+00:00")
    network_of(visit(rf))
    [second] = DailySalt.objects.all()
    assert second.salt != first.salt


@pytest.mark.parametrize(
    ("email", "other"),
    [
        ("victim@example.org", "Victim+1@Example.org"),
        ("victim@example.org", "victim+@example.org."),
        ("vic.tim@gmail.com", "victim+x@googlemail.com"),
        ("post@müller.example", "post@xn--mller-kva.example"),
    ],
)
def test_all_ways_to_write_one_mailbox_share_its_limit(email, other):
    spend_all("mail", "address", email=email)
    with pytest.raises(LimitReached):
        spend_on_intake("mail", email=other)


@pytest.mark.parametrize(
    "email", ["vic.tim@example.org", "+tag@example.org", "no address", "a@" + "x" * 300, "@", "a@."]
)
def test_other_mailboxes_do_not(email):
    spend_all("mail", "address", email="victim@example.org")
    spend_on_intake("mail", email=email)


def test_an_unknown_address_is_no_network(rf):
    assert network_of(visit(rf, "")) == ""
