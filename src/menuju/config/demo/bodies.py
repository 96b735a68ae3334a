"""The bodies that the sources name, by kind. Data only."""

BODIES = {
    "national": (
        ("kominfo", "Kementerian Komunikasi dan Informatika", "Kominfo"),
        ("kemendagri", "Kementerian Dalam Negeri", "Kemendagri"),
        ("pupr", "Kementerian Pekerjaan Umum dan Perumahan Rakyat", "PUPR"),
        (
            "bappenas",
            "Kementerian Perencanaan Pembangunan Nasional / Bappenas",
            "Bappenas",
        ),
        ("ksp", "Kantor Staf Presiden", "KSP"),
    ),
    "university": (
        ("ui", "Universitas Indonesia", "UI"),
        ("itb", "Institut Teknologi Bandung", "ITB"),
        ("perbanas", "Perbanas Institute", "Perbanas"),
        ("umn", "Universitas Multimedia Nusantara", "UMN"),
        ("uksw", "Universitas Kristen Satya Wacana", "UKSW"),
        ("utdi", "Universitas Teknologi Digital Indonesia", "UTDI"),
    ),
    "association": (
        ("iktii", "Ikatan Konsultan Teknologi Informasi Indonesia", "IKTII"),
        ("auditor-si", "Asosiasi auditor sistem informasi", "Auditor SI"),
    ),
    "other": (
        ("bppt", "Badan Pengkajian dan Penerapan Teknologi", "BPPT"),
        ("insw", "Indonesia National Single Window", "INSW"),
        ("citiasia", "Citiasia", "Citiasia"),
        ("kemenkeu", "Kementerian Keuangan", "Kemenkeu"),
        (
            "kemenpanrb",
            "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
            "KemenPANRB",
        ),
        (
            "kemenparekraf",
            "Kementerian Pariwisata dan Ekonomi Kreatif",
            "Kemenparekraf",
        ),
    ),
}
BODIES_SOURCE = (
    "Kompas, 8 Mei 2018; Kanal Aceh, 6 Maret 2019; Antara Kaltim, 2022"
    " | Kompas, 8 May 2018; Kanal Aceh, 6 March 2019; Antara Kaltim, 2022"
)
