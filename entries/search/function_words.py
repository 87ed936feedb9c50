"""The words that hold a question together and say nothing of what is looked for, in the languages of the interface.

Left out are those that mean something in another of the languages or in a name: it (IT), us, will, must, son, par, war.
"""

from entries.search.text import words

FUNCTION_WORDS = frozenset(
    words(
        """
        a about am an and any are as at be by can do does find finding for from get have how i in into is looking me
        my need near of on or our some that the their there these they this to want we what where which who with you
        your

        am an auf aus bei brauche das dem den der des die ein eine einem einen einer es finde finden für gibt ich im
        in ist mein meine meinem meinen meiner mich mir mit oder sind suche suchen und vom von was wie wir wo zu zum
        zur

        à au aux avec besoin cherche chercher ce ces dans de des du elle en est et il ils je l la le les ma mes mon
        nos notre nous ou où pour que qui quoi sur trouver un une vos votre vous

        في من إلى على عن مع أو ما هل أين كيف أنا لي هذا هذه التي الذي أريد أبحث أجد

        а або в від де для до є з за знайти і й із мені мій моя на о по потрібна потрібно про та у хочу шукаю що щоб як
        яка який які
        """
    )
)
