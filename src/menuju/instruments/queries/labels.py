"""What the parts of an instrument are called on screen. ``name?`` is a hint."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS = {
    "code": _("Kode"),
    "title_id": _("Judul (Indonesia)"),
    "title_en": _("Judul (Inggris)"),
    "guidance_id": _("Panduan (Indonesia)"),
    "guidance_en": _("Panduan (Inggris)"),
    "weight": _("Bobot"),
    "weight?": _(
        "Bobot semua saudara berjumlah 100, atau jumlah lain yang ditulis induknya."
    ),
    "confidence": _("Dasar"),
    "source": _("Sumber"),
    "aggregation": _("Cara menghitung dari anaknya"),
    "total": _("Jumlah bobot anak"),
    "gate": _("Gerbang"),
    "gate?": _("Kode anak, dipisah koma. Hanya untuk gerbang minimum."),
    "floor": _("Nilai minimum gerbang"),
    "cap": _("Batas atas"),
    "missing": _("Bila nilainya belum ada"),
    "applies": _("Berlaku bila"),
    "applies?": _(
        "Kosong: untuk semua. Contoh: kind == 'kota' and population >= 100000. "
        "Fakta: code, kind, province, island_group, population, area_km2."
    ),
    "not_asked_id": _("Alasan tidak ditanyakan (Indonesia)"),
    "not_asked_en": _("Alasan tidak ditanyakan (Inggris)"),
    "question_id": _("Pertanyaan (Indonesia)"),
    "question_en": _("Pertanyaan (Inggris)"),
    "scale_min": _("Nilai terendah"),
    "scale_min?": _("Kosong: skala seluruh instrumen."),
    "scale_max": _("Nilai tertinggi"),
    "scale_step": _("Langkah"),
    "points": _("Poin"),
    "figure": _("Kunci angka"),
    "unit_id": _("Satuan (Indonesia)"),
    "unit_en": _("Satuan (Inggris)"),
    "low": _("Batas bawah"),
    "high": _("Batas atas angka"),
    "goalposts": _("Skala batas"),
    "value": pgettext_lazy("tingkat", "Nilai"),
    "descriptor_id": _("Uraian (Indonesia)"),
    "descriptor_en": _("Uraian (Inggris)"),
    "evidence_id": _("Bukti (Indonesia)"),
    "evidence_en": _("Bukti (Inggris)"),
    "any_of": _("Salah satu jabatan"),
    "any_of?": _("Dipisah koma: head, deputy, secretary, agency_head:diskominfo."),
    "worth": _("Kredit"),
    "from": _("Mulai angka"),
    "definitive": _("Kredit pejabat definitif"),
    "plt": _("Kredit Plt."),
    "plh": _("Kredit Plh."),
    "pj": _("Kredit Pj."),
    "division_head": _("Kredit diwakili kepala bidang"),
    "section_head": _("Kredit diwakili kepala seksi"),
}
