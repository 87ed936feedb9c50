"""What people call kinds and sizes of organisations, in all languages of the site; “*” stands for any ending."""

from organisations.models import OrganisationKind, Size

SMALL = (
    "small organisation*, small organization*, small team*, small ngo*, kleine organisation*, kleiner verein, "
    "kleine vereine, kleines team, petite organisation*, petites organisations, petite association*, petite équipe, "
    "منظمة صغيرة, منظمات صغيرة, جمعية صغيرة, جمعيات صغيرة, невелик* організаці*, мал* організаці*, "
    "маленьк* організаці*"
)
LARGE = (
    "large organisation*, large organization*, big organisation*, big organization*, big ngo*, große organisation*, "
    "großer verein, große vereine, grande organisation*, grandes organisations, grande association*, منظمة كبيرة, "
    "منظمات كبيرة, جمعية كبيرة, جمعيات كبيرة, велик* організаці*"
)
SEARCH_WORDS = {
    ("kind", OrganisationKind.NONPROFIT.value): (
        "nonprofit*, non-profit*, not for profit, ngo, ngos, non-governmental*, charity, charities, foundation*, "
        "association*, gemeinnützig*, verein, vereine, nro, stiftung*, wohlfahrtsverband, hilfsorganisation*, "
        "association*, ong, fondation*, sans but lucratif, but non lucratif, loi 1901, "
        "جمعية, جمعيات, جمعية خيرية, جمعيات خيرية, منظمة غير ربحية, منظمات غير ربحية, غير ربحي, غير ربحية, "
        "منظمة غير حكومية, "
        "منظمات غير حكومية, مؤسسة خيرية, неприбутков*, нго, громадськ* організаці*, благодійн* фонд*, "
        "благодійн* організаці*, "
        "фонд, фонди"
    ),
    ("kind", OrganisationKind.SOCIAL_ENTERPRISE.value): (
        "social enterprise*, social business*, sozialunternehmen*, soziales unternehmen, soziale unternehmen, "
        "entreprise* sociale, entreprise sociale, entreprises sociales, économie sociale, "
        "مؤسسة اجتماعية, مؤسسات اجتماعية, مشروع اجتماعي, شركة اجتماعية, соціальн* підприємств*"
    ),
    ("kind", OrganisationKind.COMPANY.value): (
        "company, companies, firm, firms, business, businesses, corporation*, private sector, firma, firmen, "
        "unternehmen, "
        "gmbh, konzern*, entreprise, entreprises, société, sociétés, شركة, شركات, قطاع خاص, القطاع الخاص, "
        "компанія, компанії, "
        "фірма, фірми, підприємство, підприємства, приватний сектор"
    ),
    ("kind", OrganisationKind.GRASSROOTS.value): (
        "grassroots*, community network*, network, networks, citizens' initiative*, initiative, initiatives, "
        "bürgerinitiative*, initiativen, netzwerk, netzwerke, graswurzel*, collectif*, réseau, réseaux, "
        "initiative citoyenne, "
        "مبادرة, مبادرات, شبكة, شبكات, ініціатива, ініціативи, мережа, мережі, низов* ініціатив*"
    ),
    ("kind", OrganisationKind.ACADEMIA.value): (
        "academia, university, universities, research institute*, institute*, college, colleges, universität*, "
        "hochschule*, "
        "forschungsinstitut*, forschungseinrichtung*, institut*, wissenschaft*, université*, recherche, "
        "institut de recherche, "
        "جامعة, جامعات, معهد, معاهد, معهد أبحاث, مركز أبحاث, أكاديمي, університет*, інститут*, науков* установ*"
    ),
    ("kind", OrganisationKind.PUBLIC_SECTOR.value): (
        "public sector, government*, municipality, municipalities, city council*, local authority, "
        "local authorities, "
        "ministry, ministries, state agency, öffentliche hand, öffentlicher sektor, behörde*, kommune*, "
        "stadtverwaltung*, "
        "ministerium, ministerien, landesamt, bundesamt, secteur public, mairie*, commune*, collectivité*, "
        "ministère*, "
        "قطاع عام, القطاع العام, حكومة, حكومي, حكومية, بلدية, بلديات, وزارة, وزارات, державн* установ*, "
        "державний сектор, "
        "міністерств*, муніципалітет*, органи влади, уряд*"
    ),
    **{("size", size.value): SMALL for size in (Size.UP_TO_5, Size.UP_TO_10)},
    **{("size", size.value): LARGE for size in (Size.UP_TO_500, Size.UP_TO_1000, Size.OVER_1000)},
}
