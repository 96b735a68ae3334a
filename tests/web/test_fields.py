import pytest

from menuju.web.forms import SpecimenForm
from tests import make

GOOD = {"staff": "24", "level": "3", "confidence": "high", "reason": "x" * 40}


@pytest.fixture
def wrong():
    return SpecimenForm({"staff": "dua", "level": "", "reason": "terlalu pendek"})


def test_the_summary_names_each_error_and_leads_to_its_field(wrong):
    page = make.html("{% error_summary form %}", form=wrong)

    assert "Ada yang perlu diperbaiki" in page
    assert '<a href="#id_level_0">Pilih nilai 0 sampai 4</a>' in page
    assert '<a href="#id_reason">Alasan minimal 40 huruf. Sekarang 14 huruf</a>' in page


def test_a_sentence_that_fits_any_field_names_its_own(wrong):
    page = make.html("{% error_summary form %}", form=wrong)

    assert '<a href="#id_staff">Jumlah pegawai TIK: ' in page
    assert "Nilai: " not in page


def test_a_right_form_has_no_summary_and_no_mark_in_the_title(wrong):
    right = SpecimenForm(GOOD)

    assert make.html("{% error_summary form %}", form=right) == ""
    assert make.html("{% error_title form %}", form=right) == ""
    assert make.html("{% error_title form %}x", form=wrong) == "Galat: x"


def test_several_forms_share_one_summary(wrong):
    page = make.html("{% error_summary one two none %}", one=wrong, two=wrong)

    assert page.count("#id_reason") == 2


def test_the_same_sentence_stands_at_the_field_and_what_was_typed_stays(wrong):
    page = make.html("{% field form.reason %}", form=wrong)

    assert 'class="field wrong"' in page
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in page
    assert 'id="id_reason_helptext"' in page
    assert 'id="id_reason_error"' in page
    assert "Sekarang 14 huruf" in page
    assert "terlalu pendek</textarea>" in page


def test_a_field_without_error_has_label_and_hint_only():
    page = make.html("{% field form.staff %}", form=SpecimenForm())

    assert '<label for="id_staff">Jumlah pegawai TIK</label>' in page
    assert 'aria-describedby="id_staff_helptext"' in page
    assert "error" not in page


def test_a_field_that_may_stay_empty_says_so():
    assert "boleh kosong" in make.html("{% field form.agency %}", form=SpecimenForm())
    assert "boleh kosong" not in make.html(
        "{% field form.staff %}", form=SpecimenForm()
    )


def test_choices_are_a_group_with_a_legend():
    page = make.html("{% field form.means %}", form=SpecimenForm())

    assert "<legend>Cara menyimpan bukti</legend>" in page
    assert page.count('type="checkbox"') == 2


def test_a_single_box_has_its_label_beside_it():
    page = make.html("{% field form.sure %}", form=SpecimenForm())

    assert 'class="field inline"' in page


def test_a_whole_form_is_made_of_its_fields():
    page = make.html("{% fields form %}", form=SpecimenForm())

    assert page.count('class="field') == len(SpecimenForm.base_fields)


def test_level_cards_show_the_descriptor_and_keep_the_choice():
    level = {"value": 3, "descriptor": "Wakil hadir"}
    text = "{% levels form.level descriptors %}"

    page = make.html(text, form=SpecimenForm(GOOD), descriptors=[level])

    assert "Wakil hadir" in page
    assert "Wakil kepala daerah" not in page
    assert "Kepala daerah hadir dan memaparkan." in page
    assert page.count(" checked>") == 1


def test_a_choice_that_is_no_level_is_not_read_as_one():
    form = SpecimenForm()
    form.fields["level"].choices = [("3", "Hadir"), ("insufficient", "Bukti kurang")]

    page = make.html("{% levels form.level %}", form=form)

    assert '<b aria-hidden="true">?</b><span>Bukti kurang</span>' in page
    assert "Nilai 3: </span>Hadir" in page


def test_a_row_of_choices_keeps_the_choice():
    page = make.html("{% segmented form.confidence %}", form=SpecimenForm(GOOD))

    assert 'value="high" id="id_confidence_2" checked>Tinggi' in page
