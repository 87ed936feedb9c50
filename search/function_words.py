"""The words that hold a question together and say nothing of what is looked for, in the languages of the interface.

Left out are those that mean something in another of the languages or in a name: it (IT), us, will, must, son, par, war.
"""

from search.text import words

FUNCTION_WORDS = frozenset(
    words(
        """
        a about am an and any anyone anywhere are as at be because been but by can could do does find finding for from
        get getting has have he her here his how i if in into is like looking me my need near needs of on or our please
        say search searching she should some somebody someone something that the their there these they this to want was
        we what when where which who with would you your

        aber als am an auch auf aus bei bekomme bekommen bin bitte brauche brauchen braucht das dass dem den der des
        die dringend du ein eine einem einen einer es etwas finde finden für gern gerne gesucht gibt habe haben hat hier
        ich ihr im in ist jemand jemanden kann kein keine können man mein meine meinem meinen meiner mich mir möchte
        möchten mit muss nach noch oder sich sie sind suche suchen sucht über um und uns unser unsere vom von was
        welche welchen welcher welches wenn wer werde werden wie wir wo wohin zu zum zur
        ans aufs durchs fürs hinterm hinters ins übern überm übers ums unterm untern vorm vors

        à ai aimerais au aux avec avoir besoin ce ces cherche chercher cherchons comment dans de des dois du elle en
        est et être faut ici il ils je l la le les leur leurs ma mais mes mon nos notre nous ou où par peut peux plaît
        pour quand que quel quelle quelles quels qui quoi se ses suis sur trouve trouver un une veux vos voudrais
        votre vous y

        في من إلى الى على عن مع أو ما ماذا هل أين وين فين كيف أنا نحن لي هذا هذه هنا هناك التي الذي أريد نريد ابغى بدي
        بدنا عايز عايزة عاوز أبحث نبحث أدور أجد أحتاج نحتاج محتاج محتاجة بحاجة يوجد يمكن يمكنني ممكن أستطيع أن لو
        سمحت فضلك عند عندي حول حتى

        а або але без будь будьте бути в вам від де десь для до є з за знайти знаходжу і й із коли куди ласка маю мене
        мені мій мовою можна можу мої моя моєї моєму на нам нас не необхідно ні о підкажіть по потрібен потрібна
        потрібне потрібні потрібно про та так треба тут у хотів хотіла хотілося хочемо хочу хто це чи шукаємо шукаю
        що щоб як яка який які якісь якусь
        свій свого своєму своїм своя своєї своїй свою своєю своє свої своїх своїми
        """
    )
)
