"""Guidance of a masterplan: who guides, who reviews, who signs."""

from datetime import timedelta

from django.utils import timezone

from menuju.accounts.actions import load_capability_sets
from menuju.accounts.models import Capability, OfficeHolding
from menuju.plans.actions import approvals, publication, reviews
from menuju.plans.actions.mentors import assign
from menuju.plans.models import DevelopmentPlan, Guide, MasterplanVersion
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.approvals import digest_now, holdings_of
from menuju.plans.queries.development import content_of
from menuju.plans.queries.snapshots import snapshot_of
from menuju.regions.models import Agency, Rank
from tests.make.accounts import user
from tests.make.plans import masterplan_version, planner, shipped_plans
from tests.make.regions import agency, office
from tests.make.regions import region as region_


def guide(name="Sekretariat"):
    """Somebody of the secretariat who guides the whole programme."""
    return user(Capability.GUIDE_PLANS, Capability.INVITE_PEOPLE, name=name)


def mentor_of(version, *, name="Pembimbing", days_ago=30):
    """An account that mentors the masterplan of a version since some days."""
    load_capability_sets()
    made = user(name=name)
    starts_on = timezone.localdate() - timedelta(days=days_ago)
    assign(version.masterplan, made.person, starts_on, by=guide())
    return made


def mentors_assign(version, mentor, by):
    """Let somebody mentor one more masterplan."""
    return assign(version.masterplan, mentor.person, timezone.localdate(), by=by)


def leader(of=None, name="Sekda"):
    """The secretary of a region, who may approve its masterplans."""
    where = of or region_()
    return _signatory(where, office(where, Rank.SECRETARY), name)


def planning_head(of=None, name="Kepala Bappeda"):
    """The head of a region's planning agency, who may approve its masterplans."""
    where = of or region_()
    bappeda = agency(where, kind=Agency.Kind.BAPPEDA)
    return _signatory(where, office(where, Rank.AGENCY_HEAD, bappeda), name)


def in_force(plan):
    """A development plan that no longer changes."""
    digest = digest_of(content_of(plan))
    DevelopmentPlan.objects.filter(pk=plan.pk).update(state="in_force", digest=digest)
    plan.refresh_from_db()
    return plan


def free_guide():
    """A guide whose rules block nothing."""
    shipped_plans()
    shipped = Guide.objects.get(code="three-books")
    document = shipped.document | {"code": "bebas", "rules": []}
    fields = {"title_id": "Bebas", "title_en": "Free", "document": document}
    made, _ = Guide.objects.get_or_create(
        code="bebas", edition="1", defaults=fields | {"content_hash": "b" * 64}
    )
    return made


def free_version(**changes):
    """A version against which no rule of completeness stands."""
    return masterplan_version(**{"guide": free_guide()} | changes)


def reviewed(version=None, *, mentor=None, verdict="ready", summary="Baik."):
    """A version whose review was asked for and answered, as it stands now."""
    version = version or free_version()
    by = mentor or mentor_of(version)
    round_ = reviews.ask(version, by=planner(version.masterplan.region))
    read = digest_now(fresh(version))
    reviews.close(round_, verdict, summary, read=read, by=by)
    return fresh(version)


def signed(version, by):
    """The approval of a version as it is now, by the first office of this person."""
    version = fresh(version)
    holding = holdings_of(by.person, version.masterplan.region)[0]
    return approvals.sign(version, holding, read=digest_now(version), by=by)


def approved(version=None):
    """A version that both signatories of its region approved."""
    version = version or reviewed()
    signed(version, leader(version.masterplan.region))
    signed(version, planning_head(version.masterplan.region))
    return fresh(version)


def published_plan(version=None):
    """A version that everybody reads."""
    version = approved(version)
    by = planner(version.masterplan.region, name="Penerbit")
    return publication.publish(version, by=by)


def out(version):
    """A version that everybody reads, whoever would have had to sign it."""
    digest = digest_of(snapshot_of(version))
    rows = MasterplanVersion.objects.filter(pk=version.pk)
    rows.update(state="approved", digest=digest, provenance=version.provenance)
    return publication.publish(fresh(version), by=None)


def fresh(version):
    """The version as it is stored now."""
    rows = MasterplanVersion.objects.select_related(
        "masterplan__region", "masterplan__framework", "masterplan__guide"
    )
    return rows.get(pk=version.pk)


def _signatory(region, post, name):
    made = user(Capability.APPROVE_PLANS, name=name, region=region)
    OfficeHolding.objects.create(person=made.person, office=post)
    return made
