"""The capability sets that come with the product. An installation may add its own."""

from django.db import transaction

from menuju.accounts.models import Capability, CapabilitySet

C = Capability
SHIPPED = {
    "sekretariat": (
        ("Sekretariat", "Secretariat"),
        (
            C.MANAGE_ROUNDS,
            C.VIEW_ROUNDS,
            C.RECORD_ATTENDANCE,
            C.ASSIGN,
            C.FREEZE,
            C.DECIDE,
            C.WRITE_LETTERS,
            C.GUIDE_PLANS,
            C.INVITE_PEOPLE,
        ),
    ),
    "penyetuju": (
        ("Pejabat lembaga nasional", "Official of a national institution"),
        (
            C.VIEW_ROUNDS,
            C.FREEZE,
            C.DECIDE,
            C.APPROVE_LETTERS,
            C.ANSWER_REPLIES,
            C.AUDIT,
        ),
    ),
    "panitia": (
        ("Panitia asesmen", "Assessment committee"),
        (C.VIEW_ROUNDS, C.RECORD_ATTENDANCE, C.CONFIRM_ATTENDANCE),
    ),
    "asesor": (("Asesor", "Assessor"), (C.ASSESS,)),
    "moderator": (
        ("Moderator", "Moderator"),
        (C.VIEW_ROUNDS, C.MODERATE, C.ANSWER_REPLIES),
    ),
    "penyusun-instrumen": (
        ("Penyusun instrumen", "Instrument editor"),
        (C.EDIT_INSTRUMENTS,),
    ),
    "penerbit-instrumen": (
        ("Penerbit instrumen", "Instrument publisher"),
        (C.PUBLISH_INSTRUMENTS,),
    ),
    "koordinator": (
        ("Koordinator daerah", "Regional coordinator"),
        (C.VIEW_REGION, C.ANSWER, C.DELEGATE, C.SUBMIT, C.OBJECT, C.INVITE_PEOPLE),
    ),
    "penanda-tangan": (
        ("Penanda tangan daerah", "Regional signatory"),
        (C.VIEW_REGION, C.SUBMIT, C.OBJECT, C.APPROVE_PLANS),
    ),
    "perencana": (("Perencana daerah", "Regional planner"), (C.WRITE_PLANS,)),
    "perangkat-daerah": (("Petugas perangkat daerah", "Agency officer"), (C.ANSWER,)),
    "pembaca-daerah": (("Pimpinan daerah", "Regional leader"), (C.VIEW_REGION,)),
    "pembimbing": (("Pembimbing", "Mentor"), (C.MENTOR,)),
    "auditor": (("Auditor", "Auditor"), (C.VIEW_ROUNDS, C.AUDIT)),
}
"""Code: names in both languages, capabilities. No code asks for one of these codes."""


@transaction.atomic
def load_capability_sets() -> dict[str, CapabilitySet]:
    """Make the shipped sets, or bring them up to date; they are returned by code."""
    for code, (names, capabilities) in SHIPPED.items():
        CapabilitySet.objects.update_or_create(
            code=code,
            defaults={
                "name_id": names[0],
                "name_en": names[1],
                "capabilities": [str(capability) for capability in capabilities],
            },
        )
    return CapabilitySet.objects.in_bulk(list(SHIPPED), field_name="code")
