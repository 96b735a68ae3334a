"""The explanation in sentences, in the language in force: for the letter and for the page.

"In this phase, with the other regions unchanged" is said wherever a change is computed; no
sentence promises anything. Each function gives the paragraphs of one section.
"""

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from menuju.results.queries.texts import SMALLEST, chance
from menuju.results.queries.why.came import sentence_of
from menuju.results.queries.why.facts import Attendance, Factor, Why
from menuju.results.queries.why.steps import FINE, level, path_words
from menuju.web.components.citations import cited
from menuju.web.components.formats import local_date, written

TITLES = {
    "opening": gettext_lazy("Keputusan"),
    "score": gettext_lazy("Nilai dan garis kuota"),
    "factors": gettext_lazy("Yang paling menentukan"),
    "attendance": gettext_lazy("Kehadiran pimpinan"),
    "changes": gettext_lazy("Perubahan terkecil yang sudah cukup"),
    "next": gettext_lazy("Langkah berikutnya"),
    "reply": gettext_lazy("Bila ada yang keliru"),
    "closing": gettext_lazy("Penutup"),
}
"""The sections of a letter, in their order."""


def sections(why: Why) -> dict[str, list[str]]:
    """The paragraphs of every section that has something to say."""
    made = {name: list(write(why)) for name, write in WRITERS.items()}
    return {name: texts for name, texts in made.items() if texts}


def in_both(why: Why) -> dict[str, dict[str, list[str]]]:
    """The sections in both languages, as a letter keeps them."""
    made = {}
    for language in ("id", "en"):
        with override(language):
            made[language] = sections(why)
    return made


def verdict(why: Why) -> str:
    """The decision in one sentence: the letter's and the one that anybody may confirm."""
    words = {"name": why.name, "round": why.setting.title}
    if why.kind == "selected":
        return _("Pada %(round)s, %(name)s terpilih.") % words
    if why.kind == "reserve":
        return _(
            "Pada %(round)s, %(name)s belum terpilih dan menjadi cadangan ke-%(n)s."
        ) % {
            **words,
            "n": why.standing.reserve,
        }
    return _("Pada %(round)s, %(name)s belum terpilih.") % words


def opening(why: Why) -> Iterator[str]:
    """Thanks, the decision, and who took it when."""
    setting = why.setting
    thanks = _("Terima kasih telah mengikuti asesmen.")
    yield f"{thanks} {verdict(why)}"
    places = _("Tersedia %(quota)s tempat bagi %(peers)s daerah yang dinilai.") % {
        "quota": setting.quota,
        "peers": setting.peers,
    }
    yield _taken(why, places)
    if why.told and why.told_by:
        yield _("Yang dipublikasikan: %(words)s (Sumber: %(source)s.)") % {
            "words": why.told,
            "source": cited(why.told_by),
        }
    elif why.told:
        yield str(why.told)


def _taken(why: Why, places: str) -> str:
    """When the decision was taken, and how many places there were."""
    setting = why.setting
    if setting.decided_at is None:
        return places
    on = local_date(setting.decided_at, setting.zone)
    if setting.decision:
        taken = _("Keputusan ditetapkan pada %(on)s, nomor %(number)s.") % {
            "on": on,
            "number": setting.decision,
        }
    else:
        taken = _("Keputusan ditetapkan pada %(on)s.") % {"on": on}
    return f"{taken} {places}"


def score(why: Why) -> Iterator[str]:
    """The score, the line, how far apart they are, and how sure that is."""
    standing, setting = why.standing, why.setting
    if standing.score is None:
        yield _(
            "Nilai belum dapat dihitung karena sebagian masukannya belum ada. Yang belum "
            "diketahui tidak dihitung sebagai nol."
        )
        return
    said = _(
        "Nilai kesiapan: %(score)s pada skala %(low)s–%(top)s (instrumen versi "
        "%(version)s, tahun %(year)s, %(peers)s daerah bernilai)."
    ) % {
        "score": written(standing.score, FINE),
        "low": written(setting.low, 0),
        "top": written(setting.top, 0),
        "version": setting.instrument,
        "year": setting.year,
        "peers": setting.peers,
    }
    yield " ".join([said, *_against_the_line(why)])
    yield from _departure(why)
    yield _doubt(why)


def _against_the_line(why: Why) -> Iterator[str]:
    standing = why.standing
    if standing.is_adjusted and standing.raw is not None:
        yield _("Sebelum keketatan asesor dikoreksi: %(raw)s.") % {
            "raw": written(standing.raw, FINE)
        }
    if standing.at_border:
        yield _(
            "Nilai ini sama dengan nilai lain di garis kuota; menurut aturan, orang yang "
            "memutuskan."
        )
        return
    if standing.line is None:
        return
    yield _("Nilai terakhir di dalam garis kuota: %(line)s.") % {
        "line": written(standing.line, FINE)
    }
    if standing.selected or standing.within or standing.gap is None:
        return
    needed = standing.needed
    if needed is not None and abs(needed - standing.line) > 0.5 * 10**-FINE:
        yield _(
            "Karena aturan seleksi menjamin tempat bagi kelompok daerah, yang harus "
            "dilewati di sini %(needed)s."
        ) % {"needed": written(needed, FINE)}
    yield _("Kekurangannya %(gap)s.") % {"gap": written(-standing.gap, FINE)}


def _departure(why: Why) -> Iterator[str]:
    standing = why.standing
    for reason in standing.barred:
        yield _("Syarat seleksi yang belum terpenuhi: %(reason)s") % {"reason": reason}
    if standing.departs:
        inside = _(
            "Menurut urutan nilai, daerah Bapak/Ibu di dalam garis kuota. Keputusan "
            "berbeda dari urutan itu, dengan alasan: %(reason)s"
        )
        outside = _(
            "Menurut urutan nilai, daerah Bapak/Ibu di luar garis kuota. Keputusan "
            "berbeda dari urutan itu, dengan alasan: %(reason)s"
        )
        yield (inside if standing.within else outside) % {"reason": standing.reason}
    elif standing.reason and standing.at_border:
        yield _("Alasan keputusan: %(reason)s") % {"reason": standing.reason}


def _doubt(why: Why) -> str:
    doubt = why.doubt
    if doubt is None:
        return _(
            "Ketidakpastian nilai ini belum dihitung, sehingga belum diketahui seberapa "
            "dekat keputusan ini."
        )
    said = _(
        "Bila bobot dan penilaian diubah dalam batas wajar, nilai itu terletak antara "
        "%(low)s dan %(high)s pada sembilan dari sepuluh hitungan. Daerah Bapak/Ibu "
        "mendapat tempat pada %(chance)s hitungan."
    ) % {
        "low": written(doubt.low, 2),
        "high": written(doubt.high, 2),
        "chance": _share(doubt.chance),
    }
    if not why.is_thin:
        return said
    thin = _(
        "Keputusan ini tipis: dengan bobot atau asesor lain, hasilnya dapat berbeda."
    )
    return f"{said} {thin}"


def _share(value: float) -> str:
    """A chance in words; never a certainty that a simulation cannot give."""
    if value < SMALLEST:
        return _("kurang dari 1%%") % ()
    if value > 1 - SMALLEST:
        return _("lebih dari 99%%") % ()
    return _("sekitar %(share)s") % {"share": chance(value)}


def factors(why: Why) -> Iterator[str]:
    """The three leaves that took most; for a selected region its strengths first."""
    if why.kind == "selected":
        strong = _("Yang paling kuat: %(items)s.") % {
            "items": "; ".join(_height(each) for each in why.strengths)
        }
        rest = _("Yang masih paling banyak mengurangi nilai:")
        parts = [strong] * bool(why.strengths) + [rest] * bool(why.factors)
        if parts:
            yield " ".join(parts)
    elif why.factors:
        yield _("Tiga hal berikut paling banyak mengurangi nilai daerah Bapak/Ibu.")
    for each in why.factors:
        yield factor_sentence(each, why)


def factor_sentence(factor: Factor, why: Why) -> str:
    """A leaf: where it stands, what the rubric says there and one level higher."""
    parts = [_height(factor) + "."]
    if factor.here:
        parts.append(_("Rubrik: “%(words)s”") % {"words": factor.here})
    if factor.next and factor.next_value is not None:
        parts.append(
            _("Tingkat %(level)s menuntut: “%(words)s”")
            % {"level": written(factor.next_value, 0), "words": factor.next}
        )
    if factor.kind == "attendance" and why.attendance:
        parts.append(_missing(why.attendance))
    lost = _("Ini mengurangi nilai %(lost)s") % {"lost": written(factor.lost, FINE)}
    if factor.gain:
        lost += _("; naik ke tingkat berikutnya menambah %(gain)s") % {
            "gain": written(factor.gain, FINE)
        }
    return " ".join([*(part for part in parts if part), lost + "."])


def _height(factor: Factor) -> str:
    return _("%(title)s: %(value)s dari %(top)s") % {
        "title": factor.title,
        "value": level(factor.value),
        "top": level(factor.top),
    }


def _missing(came: Attendance) -> str:
    short = [
        each for each in came.clauses if each.got is not None and each.got < each.full
    ]
    if not short:
        return ""
    return _("Yang tidak hadir sendiri: %(offices)s.") % {
        "offices": "; ".join(str(each.title) for each in short)
    }


def attendance(why: Why) -> Iterator[str]:
    """Who came, in the words of the rule, and what complete attendance would have given."""
    came = why.attendance
    if came is None:
        return
    yield sentence_of(came)
    now = why.standing.score
    if came.complete is None or now is None:
        return
    if came.complete - now > 0.5 * 10**-FINE:
        yield _("Kehadiran lengkap akan menjadikan nilai %(score)s (%(gain)s).") % {
            "score": written(came.complete, FINE),
            "gain": "+" + written(came.complete - now, FINE),
        }


def changes(why: Why) -> Iterator[str]:
    """The smallest changes that would have been enough; a computation, never a promise."""
    standing, paths = why.standing, why.paths
    if (
        standing.selected
        or standing.within
        or standing.barred
        or standing.score is None
    ):
        return
    if paths.fewest is None:
        yield _(
            "Pada tahap ini, dengan nilai daerah lain tetap, tidak ada perubahan dalam "
            "batas rubrik yang sudah cukup."
        )
        return
    yield _(
        "Pada tahap ini, dengan nilai daerah lain tetap, perubahan berikut sudah cukup. "
        "Ini hitungan atas tahap yang sudah lewat, bukan janji untuk tahap berikutnya."
    )
    yield _("Paling sedikit langkah: %(path)s") % {"path": path_words(paths.fewest)}
    if paths.least == paths.fewest:
        yield _("Perubahan itu juga yang paling ringan usahanya.")
    elif paths.least is not None:
        yield _("Paling ringan usahanya: %(path)s") % {"path": path_words(paths.least)}
    yield _attendance_alone(why)


def _attendance_alone(why: Why) -> str:
    path, came = why.paths.attendance, why.attendance
    if path is not None:
        return _("Dengan kehadiran saja: %(path)s") % {"path": path_words(path)}
    if came is None or came.points is None:
        return _("Kehadiran belum disahkan, jadi jalan lewat kehadiran tidak dihitung.")
    if came.points >= came.full:
        return _("Kehadiran sudah lengkap, jadi bukan itu penyebabnya.")
    return _("Kehadiran lengkap saja belum cukup.")


def afterwards(why: Why) -> Iterator[str]:
    """What to do next."""
    if why.kind == "selected":
        yield _(
            "Tahap berikutnya adalah penyusunan masterplan kota cerdas dengan "
            "pendampingan; jadwalnya diberitahukan tersendiri."
        )
    if why.kind == "reserve":
        yield _(
            "Bila sebuah daerah terpilih mengundurkan diri, cadangan naik menurut "
            "urutannya, dan Bapak/Ibu menerima surat baru. Daerah yang nilainya sama "
            "memegang nomor cadangan yang sama; siapa yang naik dipilih dua orang "
            "dengan alasan tertulis."
        )
    if why.kind != "selected" and why.strengths:
        yield _("Yang sudah kuat dan patut dijaga: %(items)s.") % {
            "items": "; ".join(_height(each) for each in why.strengths)
        }


def reply(why: Why) -> Iterator[str]:
    """How and for how long the region may object."""
    setting = why.setting
    yield _(
        "Bila ada tingkat butir atau kehadiran yang menurut Bapak/Ibu keliru, ajukan "
        "sanggahan dari halaman hasil daerah: sebutkan butirnya dan lampirkan buktinya. "
        "Sanggahan dijawab oleh orang yang tidak ikut menilai."
    )
    days = ngettext("%(n)s hari", "%(n)s hari", setting.reply_days) % {
        "n": setting.reply_days
    }
    yield _("Sanggahan diterima sampai %(days)s sejak hasil dibuka.") % {"days": days}


def closing(_why: Why) -> Iterator[str]:
    """The last words."""
    yield _(
        "Atas perhatian dan kerja sama Bapak/Ibu beserta seluruh perangkat daerah, kami "
        "sampaikan terima kasih."
    )


WRITERS: Mapping[str, Callable[[Why], Iterator[str]]] = {
    "opening": opening,
    "score": score,
    "factors": factors,
    "attendance": attendance,
    "changes": changes,
    "next": afterwards,
    "reply": reply,
    "closing": closing,
}
