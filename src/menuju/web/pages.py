"""What an error page says: what happened, and what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Page:
    """The words of one kind of error."""

    title: str | Promise
    happened: str | Promise
    todo: str | Promise
    way: tuple[str, str] | None = None  # address and words of what is allowed instead


PAGES = {
    400: Page(
        _("Permintaan ini tidak dapat dibaca"),
        _("Peramban Anda mengirim sesuatu yang tidak dapat kami baca."),
        _("Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi."),
    ),
    403: Page(
        _("Langkah ini di luar wewenang Anda"),
        _("Akun Anda tidak memiliki wewenang untuk halaman atau langkah ini."),
        _(
            "Periksa apakah Anda masuk dengan akun yang tepat. Bila menurut Anda ini "
            "keliru, hubungi sekretariat dan sebutkan kode rujukan."
        ),
    ),
    404: Page(
        _("Halaman tidak ditemukan"),
        _("Alamat ini tidak ada, sudah pindah, atau tidak terbuka bagi akun Anda."),
        _("Periksa alamatnya, atau mulai lagi dari beranda."),
    ),
    405: Page(
        _("Halaman ini hanya untuk dibaca"),
        _("Alamat ini tidak menerima kiriman; tidak ada yang disimpan atau berubah."),
        _("Buka alamatnya tanpa mengirim formulir, atau mulai lagi dari beranda."),
    ),
    409: Page(
        _("Ada perubahan yang lebih baru"),
        _("Orang lain menyimpan perubahan setelah Anda membuka halaman itu."),
        _(
            "Isian Anda masih ada di halaman sebelumnya: kembali, salin isian Anda, "
            "muat ulang, lalu bandingkan dengan versi terbaru."
        ),
    ),
    413: Page(
        _("Kiriman terlalu besar"),
        _("Yang Anda kirim melebihi batas: 10 MB untuk satu berkas, 5 MB untuk isian."),
        _(
            "Kembali ke halaman sebelumnya: isian Anda masih ada di sana. Kecilkan atau bagi "
            "berkasnya, bagi naskah panjang menjadi beberapa bagian, lalu kirim lagi."
        ),
    ),
    422: Page(
        _("Isian belum dapat disimpan"),
        _("Ada isian yang tidak sesuai ketentuan."),
        _("Kembali ke halaman sebelumnya, perbaiki isian, lalu kirim lagi."),
    ),
    429: Page(
        _("Terlalu banyak percobaan"),
        _("Kami menerima terlalu banyak percobaan dalam waktu singkat."),
        _("Tunggu lima menit, lalu coba lagi."),
    ),
    500: Page(
        _("Halaman ini tidak dapat dimuat"),
        _("Ada kesalahan di pihak kami, dan sudah tercatat."),
        _(
            "Yang sudah Anda simpan aman. Coba lagi beberapa menit lagi. Bila terulang, "
            "sebutkan kode rujukan kepada sekretariat."
        ),
    ),
    503: Page(
        _("Layanan sedang tidak tersedia"),
        _("Sebagian sistem sedang sibuk atau dirawat."),
        _("Yang sudah Anda simpan aman. Coba lagi dalam satu menit."),
    ),
}

ONLY_FORMS = Page(
    _("Alamat ini hanya menerima formulir"),
    _(
        "Anda membukanya tanpa mengirim formulir, misalnya karena harus masuk lagi. "
        "Tidak ada yang tersimpan atau berubah."
    ),
    _("Buka lagi halaman yang memuat formulirnya, lalu kirim sekali lagi."),
)
EXPIRED_FORM = Page(
    _("Formulir ini sudah kedaluwarsa"),
    _(
        "Formulir dikirim tanpa kunci pengaman yang berlaku, misalnya karena Anda keluar "
        "lalu masuk lagi di tab lain, atau kuki dimatikan."
    ),
    _(
        "Isian Anda masih ada di halaman sebelumnya: kembali, salin isian Anda, muat "
        "ulang, lalu kirim lagi. Kuki situs ini harus diizinkan."
    ),
)
