"""One of everything that a masterplan leaves behind, as arguments of its pages."""

from uuid import UUID

from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.messages.models import Announcement
from menuju.plans.models import (
    Approval,
    BodyMember,
    Comment,
    GuidanceSession,
    Mentorship,
    ParagraphRevision,
    ReviewRound,
    SessionAttendee,
    SessionOutput,
    Suggestion,
)
from menuju.plans.models.kinds import GUIDANCE_DUE
from tests import make
from tests.make.books import picture
from tests.make.plan_content import full_version, paragraph


def world():
    """Arguments of the whole slice, and those of pages by the start of their name."""
    version = full_version()
    plan = version.development_plan
    element = version.programmes.get()
    common = {
        "pk": version.pk,
        "code": "64.71",
        "goal": plan.goals.get().pk,
        "row": plan.goals.get().pk,
        "kind": "goal",
        "key": UUID(str(element.key)),
        "link": version.goal_links.get().pk,
        "form": "csv",
        "programme": element.pk,
        "number": 1,
        "part": "governance.service",
        "book": "buku-1",
    }
    pages = _pages_of_rpjmd(plan) | _content(version, element) | _institutions(version)
    return common, pages | _text(version) | _guidance(version)


def _pages_of_rpjmd(plan):
    names = ("development", "in-force", "part", "part-add", "part-remove")
    return {f"plans:{name}": {"pk": plan.pk} for name in names}


def _content(version, programme):
    figure = {"kind": "data", "key": UUID(str(version.context_figures.get().key))}
    indicator = {"row": programme.indicators.get().pk}
    return {
        "plans:content": figure,
        "plans:content-file": {},
        "plans:element-links": {"kind": "program"},
        "plans:programme-indicator": indicator,
        "plans:book-file": {"form": "pdf"},
        "plans:book-chapter": {"code": "pendahuluan"},
    }


def _institutions(version):
    member = BodyMember.objects.get(body__plan_version=version)
    return {
        "plans:body": {"kind": "tim"},
        "plans:member": {"kind": "tim", "row": member.pk},
        "plans:legal-act": {"row": version.legal_acts.get().pk},
        "plans:commitment": {"row": version.commitments.get().pk},
    }


def _text(version):
    now, by = timezone.now(), make.planner(name="Penulis")
    shown = picture()
    figure = {"type": "figure", "file": shown.sha256, "caption": "Peta", "alt": "Peta"}
    words = paragraph(version, "Kalimat.")
    paragraph(version, content=figure)
    revision = ParagraphRevision.objects.create(
        paragraph=words, version=0, content=words.content, at=now
    )
    comment = Comment.objects.create(paragraph=words, text="Mengapa?", by=by, at=now)
    suggestion = Suggestion.objects.create(
        paragraph=words, base_version=0, content=words.content, by=by, at=now
    )
    at = {
        "chapter": words.chapter_id,
        "key": UUID(str(words.key)),
        "comment": comment.pk,
        "suggestion": suggestion.pk,
        "revision": revision.pk,
        "sha256": shown.sha256,
    }
    names = (
        *("chapter", "chapter-state", "paragraph", "figure", "comment", "remarks"),
        *("suggest", "suggestion", "history"),
    )
    return {f"plans:{name}": at for name in names}


def _guidance(version):
    now, today = timezone.now(), timezone.localdate()
    plan, guide = version.masterplan, make.user(Capability.GUIDE_PLANS, name="Pemandu")
    mentor = Mentorship.objects.create(
        masterplan=plan, person=make.person("Pembimbing"), starts_on=today
    )
    session = GuidanceSession.objects.create(masterplan=plan, number=1)
    attendee = SessionAttendee.objects.create(session=session, group="OPD")
    SessionOutput.objects.create(session=session, code="swot", delivered_at=now)
    ReviewRound.objects.create(
        plan_version=version, number=1, asked_at=now, digest="a" * 64
    )
    approval = Approval.objects.create(
        plan_version=version,
        person=make.person("Sekda"),
        office="Sekretaris Daerah",
        digest="a" * 64,
        at=now,
    )
    announced = Announcement.objects.create(
        kind=GUIDANCE_DUE.code, group=GUIDANCE_DUE.group, prepared_by=guide
    )
    return {
        "plans:reminder": {"key": announced.pk},
        "plans:mentor-end": {"key": mentor.pk},
        "plans:session-attend-remove": {"key": attendee.pk},
        "plans:output": {"code": "swot"},
        "plans:approval-take-back": {"key": approval.pk},
    }
