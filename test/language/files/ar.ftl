### A made-up language for tests: English in Arabic letters, with the plural forms of Arabic. Nobody reads it.

language-name = عنغليسه
language-locale = ar-EG
language-state = complete
language-incomplete = سومع وف شهيس سشاندس ين عنغليسه, بعجاضسع شهع فيلع وف شهيس لانغضاغع دوعس نوش ساز يش زعش.
words-lowered-inside-a-sentence = { "" }

sentence = { $text }.
clauses-middle = { $before }; { $after }
clauses-end = { $before }; اند { $after }

report = رعصورش { $report }: { $kind }, { $when }, { $where }.
judged-by = قضدغعد بز { $agreement }, رضلعبووك { $rulebook }, سعمانشيجس { $semantics }.
moment = { $date } اش { $time } ({ $offset })
when-at = ون { $moment }
when-between = اش سومع شيمع بعشظععن { $from } اند { $to }
when-between-on-one-day = ون { $date }, اش سومع شيمع بعشظععن { $from } اند { $to } ({ $offset })
when-throughout = شهروضغهوضش, فروم { $from } شو { $to }
place-unknown = صلاجع نوش سايد
place-with-accuracy = { $place } ({ $accuracy })
accuracy-km = غوود شو { $km } كم
accuracy-unknown = اججضراجز نوش سايد
report-id-withheld = (رقمه محجوب)
place-withheld = المكان معروف ومحجوب
place-coarse = في محيط { $place } ({ $accuracy }؛ المكان الدقيق محجوب)
withheld-reports = محجوب: من أبلغ، وبأي رقم واسم، وبأي كلمات. يظهرها مفتاح ذو incidents:read.
withheld-places = محجوب: المكان الدقيق، والمسافات المقيسة منه. يظهرها مفتاح ذو locations:exact.
redacted-since = حُذف من التقرير بعد الحكم فيه: { $parts }. ما انتهى إليه الحكم باقٍ، وتُركت الأسباب التي تدل على ما حُذف.

readings-at-odds = شهع رعادينغس ارع اش وددس: { $list }.
reading-says = { $reading } سازس { $outcome }
readings-agree = نو شظو رعادينغس جومع شو ديففعرعنش فيرم وضشجومعس.
readings-parted = ظهاش صارشس { $a } فروم { $b }: { $differences }.
difference-exception = شهع عذجعصشيون { $name }
difference-term = شهع شعرم { $name }
difference-role = ظهو هولدس ا رولع ({ $name })
difference-doubt = ظهاش يس دوضبشعد ({ $name })
difference-presumption = ظهاش يس صرعسضمعد ({ $name })

outcome-violation = ا طيولاشيون
outcome-exempt = عذعمصش
    .stated = عذعمصش: شهع بان شهاش اصصليعس, ور ظوضلد, يس ليفشعد
outcome-no_violation = نو طيولاشيون
outcome-out_of_scope = وضش وف سجوصع
outcome-not_in_force = نوش ين فورجع
outcome-undetermined = ضندعشعرمينعد
standing-confirmed = اس ا جونفيرمعد فاجش
standing-likely = ون فاجشس شهاش ارع ليكعلز, نوش جونفيرمعد
standing-possible = ون فاجشس شهاش ارع نو مورع شهان صوسسيبلع
standing-alleged = يف يش هاصصعنعد اس رعصورشعد
standing-unlikely = يف يش هاصصعنعد اس رعصورشعد, ظهيجه يس هعلد ضنليكعلز
standing-disproved = شهع رعصورش يس ديسصروطعد
reading-firm = { $reading }: { $outcome }, { $standing }.
reading-plain = { $reading }: { $outcome }.
reading-open = { $reading }: ضندعشعرمينعد. يش ماز بع { $possible }.
may-be-violation = يش ماز بع ا طيولاشيون; نوشهينغ سايد سو فار رضلعس شهاش وضش.
cleared-either-way = ظهيجهعطعر يش يس, يش يس نو طيولاشيون.
depends-on = يش هانغس ون { $exception }: ظيشهوضش يش, شهع وضشجومع ظوضلد بع { $otherwise }.
presumes = يش صرعسضمعس شهاش { $what }. { $why }
presumes-exception = { $exception } اصصليعس
presumes-no-exception = { $exception } دوعس نوش اصصلز
presumes-value = { $fact } يس { $value }
doubts = يش دوضبشس { $what }. { $why }

candidates-one-of = { $count ->
    [zero] شهعسع ثعرو { $count }
    [one] شهعسع ونع { $count }
    [two] شهعسع شظو { $count }
    [few] شهعسع فعظ { $count }
    [many] شهعسع مانز { $count }
   *[other] وف شهعسع وشهعر { $count }
}
candidates-all-of = { $count ->
    [zero] شهعسع ثعرو { $count }
    [one] شهعسع ونع { $count }
    [two] شهعسع شظو { $count }
    [few] شهعسع فعظ { $count }
    [many] شهعسع مانز { $count }
   *[other] وف شهعسع وشهعر { $count }
}
candidate = { $actor } اغاينسش { $target }, { $grade }: { $outcome }.
candidate-does-not-vote = شهيس جانديداشع يس هعلد ضنليكعلز اند دوعس نوش جوضنش.
actor-unknown = ان اجشور نوبودز هاس نامعد
target-unknown = ا شارغعش نوبودز هاس عسشابليسهعد
group-unregistered = “{ $name }”
group-another = انوشهعر غروضص
grade-confirmed = جونفيرمعد
grade-likely = ليكعلز
grade-possible = صوسسيبلع
grade-alleged = اللعغعد
grade-unlikely = ضنليكعلز
grade-none = اللعغعد (نو غرادع غيطعن)

term-breached = برعاجهعد, ون شهع فاجشس اس رعصورشعد: { $term }. { $says } ({ $text }, { $at })
term-lifted = ا بان شهاش يس ليفشعد: { $term }. { $says } ({ $text }, { $at })
term-unprotected = فوربيددعن شو شهع اجشور, بضش شهع شارغعش يس نوش صروشعجشعد: { $term }. { $says } ({ $text }, { $at })
term-open = لعفش وصعن: { $term }. { $says } ({ $text }, { $at })
term-near = ا نعار ميسس: { $term }. { $says } ({ $text }, { $at })
because = بعجاضسع { $reasons }.
exception-lifts = ليفشعد بز { $exception } ({ $kind }), بعجاضسع { $reasons }.
exception-may-lift = { $exception } ({ $kind }) ماز ليفش يش: { $reasons }.
exception-not-accepted = { $exception } ({ $kind }) ظوضلد ليفش يش, بضش شهيس رعادينغ دوعس نوش اججعصش يش.
exception-blocked = { $exception } ظوضلد ليفش يش, بضش { $limit } سشاندس اغاينسش شهاش: { $reasons }.
exception-presumed-out = { $exception } ({ $kind }) يس نوش سعششلعد بز شهع فاجشس; شهيس رعادينغ صرعسضمعس شهاش يش دوعس نوش اصصلز.
exception-presumed-in = { $exception } ({ $kind }) يس نوش سعششلعد بز شهع فاجشس; شهيس رعادينغ صرعسضمعس شهاش يش اصصليعس.
kind-carve-out = جارطع-وضش
kind-justification = قضسشيفيجاشيون
kind-loophole = لووصهولع
kind-limit = ليميش

as-presumed = { $sentence } (اس شهيس رعادينغ صرعسضمعس)
by-memberships = { $sentence } ({ $chain })
membership-step = { $member }, وف { $whole }
in-force =
    .true = شهع اغرععمعنش ظاس ين فورجع
    .false = شهع اغرععمعنش ظاس نوش ين فورجع
    .unknown = شهع اجش ماز ور ماز نوش فالل ظيشهين شهع شيمع شهع اغرععمعنش ظاس ين فورجع
in-territory =
    .true = شهع صلاجع يس ين شهع شعرريشورز
    .false = شهع صلاجع يس وضشسيدع شهع شعرريشورز
    .unknown = شهع صلاجع ماز ليع ون عيشهعر سيدع وف شهع بوردعر وف شهع شعرريشورز
no-term-forbids = نو شعرم شهاش بيندس شهع اجشور فوربيدس { $value }
same-either-way = شهع وضشجومع يس شهع سامع ظهاشعطعر يس شرضع وف ظهاش يس نوش كنوظن ({ $open })
report-disproved = شهع اجش يس رعصورشعد اس ديسصروطعد
text-silent = شهع شعذش يس سيلعنش ون يش اند شهيس رعادينغ لعاطعس يش وصعن
open-occurred = شهع شيمع
open-place = شهع صلاجع
own-fact = “{ $fact }”
    .true = “{ $fact }” هولدس
    .false = “{ $fact }” دوعس نوش هولد
    .unknown = يش يس نوش كنوظن ظهعشهعر “{ $fact }” هولدس
    .question = ظهاش يس شرضع وف “{ $fact }”
own-set =
    .true = “{ $fact }” ينجلضدعس { $value }
    .false = “{ $fact }” دوعس نوش ينجلضدع { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر “{ $fact }” ينجلضدعس { $value }

missing-head = ظهاش ظوضلد سعششلع ور جهانغع يش:
missing-together = نو سينغلع فاجش ظوضلد سعششلع يش; شهعسع ارع وصعن شوغعشهعر:
missing-question = { $question }: يش جوضلد شهعن بع { $outcomes }.
missing-asked = { $question } يش جوضلد شهعن بع { $outcomes }.
ask-attribution = ظهيجه وف شهع جانديداشعس ديد يش
ask-occurred = ظهعن يش هاصصعنعد, مورع جلوسعلز
ask-place = ظهعرع يش هاصصعنعد, مورع جلوسعلز
ask-exception = ظهعشهعر { $exception } اصصليعس

fact-act-kind = شهع اجش
    .question = ظهاش كيند وف اجش يش ظاس
fact-act-classes = شهع جلاسسعس وف شهع اجش
    .question = ظهاش كيند وف اجش يش ظاس
    .true = شهع اجش جوضنشس اس { $value }
    .false = شهع اجش دوعس نوش جوضنش اس { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع اجش جوضنشس اس { $value }
fact-actor-id = شهع اجشور
    .question = ظهو اجشعد
fact-actor-kind = شهع كيند وف شهع اجشور
    .question = ظهاش كيند وف غروضص شهع اجشور يس
fact-actor-groups = شهع غروضصس شهع اجشور بعلونغس شو
    .question = ظهيجه غروضصس شهع اجشور بعلونغس شو
    .true = شهع اجشور يس, ور بعلونغس شو, { $value }
    .false = شهع اجشور نعيشهعر يس نور بعلونغس شو { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع اجشور يس, ور بعلونغس شو, { $value }
fact-actor-roles = شهع رولعس شهع اجشور هولدس
    .question = ظهيجه رولعس شهع اجشور هولدس
    .true = شهع اجشور جوضنشس اس { $value }
    .false = شهع اجشور دوعس نوش جوضنش اس { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع اجشور جوضنشس اس { $value }
fact-target-id = شهع شارغعش
    .question = ظهو ظاس سشرضجك
fact-target-kind = شهع كيند وف شهع شارغعش
    .question = ظهاش كيند وف غروضص شهع شارغعش يس
fact-target-groups = شهع غروضصس شهع شارغعش بعلونغس شو
    .question = ظهيجه غروضصس شهع شارغعش بعلونغس شو
    .true = شهع شارغعش يس, ور بعلونغس شو, { $value }
    .false = شهع شارغعش نعيشهعر يس نور بعلونغس شو { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع شارغعش يس, ور بعلونغس شو, { $value }
fact-target-roles = شهع رولعس شهع شارغعش هولدس
    .question = ظهيجه رولعس شهع شارغعش هولدس
    .true = شهع شارغعش جوضنشس اس { $value }
    .false = شهع شارغعش دوعس نوش جوضنش اس { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع شارغعش جوضنشس اس { $value }
fact-struck-objects = شهع وبقعجشس سشرضجك
    .question = ظهاش ظاس سشرضجك
    .true = ظهاش ظاس سشرضجك ينجلضدعس: { $value }
    .false = ظهاش ظاس سشرضجك دوعس نوش ينجلضدع: { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر ظهاش ظاس سشرضجك ينجلضدعس: { $value }
fact-struck-civilian = ظهعشهعر انزشهينغ جيطيليان ظاس سشرضجك
    .question = ظهعشهعر انزشهينغ جيطيليان ظاس سشرضجك
    .true = سومعشهينغ جيطيليان ظاس سشرضجك
    .false = نوشهينغ جيطيليان ظاس سشرضجك
    .unknown = يش يس نوش كنوظن ظهعشهعر انزشهينغ جيطيليان ظاس سشرضجك
fact-struck-holder = شهع هولدعر وف شهع غروضند
    .question = ظهو هعلد شهع غروضند
fact-struck-holderGroups = شهع غروضصس وف شهع هولدعر وف شهع غروضند
    .question = ظهيجه غروضصس شهع هولدعر وف شهع غروضند بعلونغس شو
    .true = شهع غروضند ظاس هعلد بز { $value }
    .false = شهع غروضند ظاس نوش هعلد بز { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع غروضند ظاس هعلد بز { $value }
fact-struck-holderRoles = شهع رولعس شهع هولدعر وف شهع غروضند هاس
    .question = ظهيجه رولعس شهع هولدعر وف شهع غروضند هاس
    .true = شهع هولدعر وف شهع غروضند جوضنشس اس { $value }
    .false = شهع هولدعر وف شهع غروضند دوعس نوش جوضنش اس { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع هولدعر وف شهع غروضند جوضنشس اس { $value }
fact-weapon-class = شهع جلاسس وف شهع ظعاصون
    .question = ظهاش جلاسس وف ظعاصون يش ظاس
fact-weapon-calibreMm = شهع جاليبرع ين ميلليمعشرعس
    .question = ظهاش جاليبرع شهع ظعاصون هاد, ين ميلليمعشرعس
fact-weapon-system = شهع ظعاصون سزسشعم
    .question = ظهيجه ظعاصون سزسشعم يش ظاس
fact-weapon-count = شهع نضمبعر وف ظعاصونس
    .question = هوظ مانز ظعاصونس شهعرع ظعرع
fact-place-zones = شهع ثونعس وف شهع صلاجع
    .question = ين ظهيجه ثونعس شهع صلاجع ليعس
    .true = شهع صلاجع ليعس ين { $value }
    .false = شهع صلاجع دوعس نوش ليع ين { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع صلاجع ليعس ين { $value }
fact-place-distanceKm = شهع ديسشانجع ين كيلومعشرعس شو { $to }
    .question = هوظ فار شهع صلاجع يس فروم { $to }, ين كيلومعشرعس
fact-presence-distanceKm = شهع ديسشانجع ين كيلومعشرعس شو شهع نعارعسش سيغهشينغ وف { $group }
    .question = هوظ فار اظاز شهع نعارعسش سيغهشينغ وف { $group } ظاس, ين كيلومعشرعس
fact-coLocation-reported = ظهعشهعر جو-لوجاشيون ظاس رعصورشعد
    .question = ظهعشهعر جو-لوجاشيون ظاس رعصورشعد
    .true = شهع رعصورش سصعاكس وف جو-لوجاشيون
    .false = شهع رعصورش سازس نوشهينغ وف جو-لوجاشيون
    .unknown = يش يس نوش كنوظن ظهعشهعر جو-لوجاشيون ظاس رعصورشعد
fact-coLocation-groups = شهع غروضصس شهاش سهارعد شهع غروضند
    .question = ظهيجه غروضصس سهارعد شهع غروضند
    .true = { $value } سهارعد شهع غروضند
    .false = { $value } ديد نوش سهارع شهع غروضند
    .unknown = يش يس نوش كنوظن ظهعشهعر { $value } سهارعد شهع غروضند
fact-coLocation-natures = شهع ظازس ين ظهيجه { $group } سهارعد شهع غروضند
    .question = ظهعشهعر اند هوظ { $group } سهارعد شهع غروضند
    .true = { $group } سهارعد شهع غروضند ({ $value })
    .false = { $group } ديد نوش سهارع شهع غروضند ({ $value })
    .unknown = يش يس نوش كنوظن ظهعشهعر { $group } سهارعد شهع غروضند ({ $value })
fact-coLocation-distanceKm = شهع ديسشانجع ين كيلومعشرعس شو { $group }
    .question = هوظ فار اظاز { $group } ظاس, ين كيلومعشرعس
fact-coLocation-denied = ظهعشهعر شهع صرعسعنجع وف { $group } يس دعنيعد
    .question = ظهعشهعر يشس صرعسعنجع يس دعنيعد
    .true = يشس صرعسعنجع يس دعنيعد
    .false = نوبودز دعنيعس يشس صرعسعنجع
    .unknown = يش يس نوش كنوظن ظهعشهعر يشس صرعسعنجع يس دعنيعد
fact-claims-kinds = شهع جلايمس مادع
    .question = ظهاش ظاس جلايمعد
    .true = ا جلايم ظاس مادع ({ $value })
    .false = نو سضجه جلايم ظاس مادع ({ $value })
    .unknown = يش يس نوش كنوظن ظهعشهعر ا جلايم ظاس مادع ({ $value })
fact-claims-targets = شهع شارغعشس جلايمعد
    .question = ظهوم شهع شارغعش ظاس جلايمعد شو بع
    .true = شهع شارغعش ظاس جلايمعد شو بع { $value }
    .false = نوبودز جلايمس شهاش شهع شارغعش ظاس { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع شارغعش ظاس جلايمعد شو بع { $value }
fact-response-toAttack = ظهعشهعر يش انسظعرعد ان اششاجك
    .question = ظهعشهعر يش انسظعرعد ان اششاجك
    .true = يش انسظعرعد ان اششاجك
    .false = يش انسظعرعد نو اششاجك
    .unknown = يش يس نوش كنوظن ظهعشهعر يش انسظعرعد ان اششاجك
fact-response-immediateThreat = ظهعشهعر شهع شهرعاش ظاس يممعدياشع
    .question = ظهعشهعر شهع شهرعاش ظاس يممعدياشع
    .true = شهع شهرعاش ظاس يممعدياشع
    .false = شهع شهرعاش ظاس نوش يممعدياشع
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع شهرعاش ظاس يممعدياشع
fact-response-proportionate = ظهعشهعر شهع فورجع ظاس ين صروصورشيون
    .question = ظهعشهعر شهع فورجع ظاس ين صروصورشيون
    .true = شهع فورجع ظاس ين صروصورشيون
    .false = شهع فورجع ظاس وضش وف صروصورشيون
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع فورجع ظاس ين صروصورشيون
fact-response-minutesAfter = شهع مينضشعس ضنشيل شهع انسظعر
    .question = هوظ مانز مينضشعس افشعر شهع اششاجك شهع انسظعر جامع
fact-access-cleared = ظهعشهعر شهع صاسساغع هاد بععن جلعارعد
    .question = ظهعشهعر شهع صاسساغع هاد بععن جلعارعد
    .true = شهع صاسساغع هاد بععن جلعارعد
    .false = شهع صاسساغع هاد نوش بععن جلعارعد
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع صاسساغع هاد بععن جلعارعد
fact-access-controlledBy = شهع هولدعر وف شهع صوسش
    .question = ظهو هعلد شهع صوسش
fact-access-items = شهع يشعمس وف ايد
    .question = ظهاش شهع ايد جونسيسشعد وف
    .true = شهع ايد ينجلضدعد { $value }
    .false = شهع ايد ديد نوش ينجلضدع { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر شهع ايد ينجلضدعد { $value }
fact-harm-killed = شهع نضمبعر كيللعد
    .question = هوظ مانز صعوصلع ظعرع كيللعد
fact-harm-injured = شهع نضمبعر ينقضرعد
    .question = هوظ مانز صعوصلع ظعرع ينقضرعد
fact-harm-civiliansKilled = شهع نضمبعر وف جيطيليانس كيللعد
    .question = هوظ مانز جيطيليانس ظعرع كيللعد
fact-time-hoursSinceStart = شهع هوضرس سينجع شهع سشارش
    .question = هوظ مانز هوضرس افشعر شهع سشارش يش هاصصعنعد

operator-equal =
    .true = { $fact } يس { $value }
    .false = { $fact } يس نوش { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس { $value }
operator-notEqual =
    .true = { $fact } يس نوش { $value }
    .false = { $fact } يس { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس نوش { $value }
operator-in =
    .true = { $fact } يس ونع وف { $value }
    .false = { $fact } يس نونع وف { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس ونع وف { $value }
operator-notIn =
    .true = { $fact } يس نونع وف { $value }
    .false = { $fact } يس ونع وف { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس نونع وف { $value }
operator-lessThan =
    .true = { $fact } يس لعسس شهان { $value }
    .false = { $fact } يس نوش لعسس شهان { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس لعسس شهان { $value }
operator-lessThanInclusive =
    .true = { $fact } يس اش موسش { $value }
    .false = { $fact } يس مورع شهان { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس اش موسش { $value }
operator-greaterThan =
    .true = { $fact } يس مورع شهان { $value }
    .false = { $fact } يس نوش مورع شهان { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس مورع شهان { $value }
operator-greaterThanInclusive =
    .true = { $fact } يس اش لعاسش { $value }
    .false = { $fact } يس لعسس شهان { $value }
    .unknown = يش يس نوش كنوظن ظهعشهعر { $fact } يس اش لعاسش { $value }

word-airstrike = ايرسشريكع
word-drone-strike = درونع سشريكع
word-helicopter-strike = هعليجوصشعر سشريكع
word-barrel-bombing = باررعل بومبينغ
word-shelling = سهعللينغ
word-mortar-fire = مورشار فيرع
word-rocket-fire = روجكعش فيرع
word-missile-strike = ميسسيلع سشريكع
word-small-arms-fire = سمالل-ارمس فيرع
word-sniper-fire = سنيصعر فيرع
word-direct-fire = ديرعجش فيرع
word-anti-aircraft-fire = انشي-ايرجرافش فيرع
word-ground-assault = غروضند اسساضلش
word-raid = رايد
word-ambush = امبضسه
word-bombing = بومبينغ
word-mine-laying = مينع-لازينغ
word-sabotage = سابوشاغع
word-naval-attack = ناطال اششاجك
word-chemical-attack = جهعميجال اششاجك
word-clash = جلاسه
word-attack = اششاجك
word-territorial-advance = شعرريشوريال ادطانجع
word-weapon-presence = ظعاصون صرعسعنجع
word-force-movement = فورجع موطعمعنش
word-fortification = فورشيفيجاشيون
word-reinforcement = رعينفورجعمعنش
word-zone-entry = ثونع عنشرز
word-flight = فليغهش
word-drone-flight = درونع فليغهش
word-aid-denial = ايد دعنيال
word-aid-looting = ايد لووشينغ
word-siege = سيعغع
word-roadblock = روادبلوجك
word-looting = لووشينغ
word-arson = ارسون
word-property-destruction = صروصعرشز دعسشرضجشيون
word-arrest = اررعسش
word-abduction = ابدضجشيون
word-execution = عذعجضشيون
word-torture = شورشضرع
word-harassment = هاراسسمعنش
word-sexual-violence = سعذضال طيولعنجع
word-recruitment = رعجرضيشمعنش
word-forced-displacement = فورجعد ديسصلاجعمعنش
word-propaganda = صروصاغاندا
word-incitement = ينجيشعمعنش
word-monitor-obstruction = مونيشور وبسشرضجشيون
word-live-fire-exercise = ليطع-فيرع عذعرجيسع
word-withdrawal = ظيشهدراظال
word-disarmament = ديسارمامعنش
word-release = رعلعاسع
word-delivery = دعليطعرز
word-handover = هاندوطعر
word-notification = نوشيفيجاشيون
word-omission = وميسسيون
word-other = وشهعر
word-aerial = اعريال
word-indirect-fire = ينديرعجش فيرع
word-ground = غروضند
word-territory = شعرريشورز
word-presence = صرعسعنجع
word-access = اججعسس
word-property = صروصعرشز
word-persons = صعرسونس
word-speech = سصععجه
word-monitoring = مونيشورينغ
word-exercise = عذعرجيسع
word-compliance = جومصليانجع
word-aerial-bomb = اعريال بومب
word-barrel-bomb = باررعل بومب
word-cruise-missile = جرضيسع ميسسيلع
word-ballistic-missile = بالليسشيج ميسسيلع
word-rocket = روجكعش
word-multiple-rocket-launcher = مضلشيصلع-روجكعش لاضنجهعر
word-artillery = ارشيللعرز
word-mortar = مورشار
word-tank = شانك
word-armoured-vehicle = ارموضرعد طعهيجلع
word-anti-tank-missile = انشي-شانك ميسسيلع
word-anti-aircraft-gun = انشي-ايرجرافش غضن
word-anti-aircraft-missile = انشي-ايرجرافش ميسسيلع
word-machine-gun = ماجهينع غضن
word-small-arms = سمالل ارمس
word-sniper-rifle = سنيصعر ريفلع
word-grenade = غرعنادع
word-mine = مينع
word-improvised-explosive = يمصروطيسعد عذصلوسيطع
word-drone = درونع
word-aircraft = ايرجرافش
word-helicopter = هعليجوصشعر
word-ship = سهيص
word-chemical = جهعميجال
word-hospital = هوسصيشال
word-ambulance = امبضلانجع
word-school = سجهوول
word-market = ماركعش
word-camp = جامص
word-residential = رعسيدعنشيال
word-place-of-worship = صلاجع وف ظورسهيص
word-aid-convoy = ايد جونطوز
word-aid-facility = ايد فاجيليشز
word-water = ظاشعر
word-power = صوظعر
word-bakery = باكعرز
word-position = صوسيشيون
word-headquarters = هعادخضارشعرس
word-checkpoint = جهعجكصوينش
word-barracks = بارراجكس
word-vehicle = طعهيجلع
word-workshop = ظوركسهوص
word-monitors = مونيشورس
word-empty-ground = عمصشز غروضند
word-target = شارغعش
word-denial = دعنيال
word-self-defence = سعلف-دعفعنجع
word-mistake = ميسشاكع
word-warning = ظارنينغ
word-abandoned = اباندونعد
word-same-building = سامع بضيلدينغ
word-same-town = سامع شوظن
word-same-front = سامع فرونش
word-same-area = سامع ارعا
word-joint-operation = قوينش وصعراشيون
word-shared-command = سهارعد جومماند
word-none = نونع
word-state = سشاشع
word-state-force = سشاشع فورجع
word-militia = ميليشيا
word-armed-group = ارمعد غروضص
word-coalition = جواليشيون
word-political-body = صوليشيجال بودز
word-organisation = ورغانيساشيون
word-population = صوصضلاشيون
word-true = شرضع
word-false = فالسع

why-not = ظهاش ظوضلد ماكع يش { $outcome } ضندعر { $agreement }?
why-not-already = { $reading }: شهاش يس ظهاش يش سازس.
why-not-found = { $count ->
    [zero] ثعرو { $reading } { $now } { $outcome } { $count }
    [one] ونع { $reading } { $now } { $outcome } { $count }
    [two] شظو { $reading } { $now } { $outcome } { $count }
    [few] فعظ { $reading } { $now } { $outcome } { $count }
    [many] مانز { $reading } { $now } { $outcome } { $count }
   *[other] وشهعر { $reading } { $now } { $outcome } { $count }
}
why-not-none = { $count ->
    [zero] ثعرو { $reading } { $now } { $outcome } { $values } { $count }
    [one] ونع { $reading } { $now } { $outcome } { $values } { $count }
    [two] شظو { $reading } { $now } { $outcome } { $values } { $count }
    [few] فعظ { $reading } { $now } { $outcome } { $values } { $count }
    [many] مانز { $reading } { $now } { $outcome } { $values } { $count }
   *[other] وشهعر { $reading } { $now } { $outcome } { $values } { $count }
}
why-not-more = { $count ->
    [zero] ثعرو  { $count }
    [one] ونع  { $count }
    [two] شظو  { $count }
    [few] فعظ  { $count }
    [many] مانز  { $count }
   *[other] وشهعر  { $count }
}
why-not-by-rule = ور بز شهع رضلعس, ظيشه شهع فاجشس اس شهعز ارع: يش هانغس ون { $exception }; ظيشهوضش يش, يش ظوضلد بع { $outcome }.
why-not-impossible-no-exception-accepted = { $reading }: { $now }. نو رعصورش جوضلد بع عذعمصش هعرع: شهيس رعادينغ اججعصشس نو عذجعصشيون.
why-not-impossible-no-term-counted = { $reading }: { $now }. نو رعصورش جوضلد بع ا طيولاشيون هعرع: شهيس رعادينغ جوضنشس نو شعرم.
why-not-impossible-always-in-force = { $reading }: { $now }. شهع اغرععمعنش يس ين فورجع اش الل شيمعس.
change-learned = شو بع لعارنعد: { $sentence }.
change-otherwise = وشهعرظيسع شهان رعصورشعد: { $sentence }.
change-otherwise-than = وشهعرظيسع شهان رعصورشعد: { $sentence } (رعصورشعد: { $reported }).
change-not-that-candidate = يش ظاس نوش { $actor } اغاينسش { $target }
change-all-took-part = الل شهع جانديداشعس شووك صارش
change-one-of-them = ونلز ونع وف شهع جانديداشعس ديد يش
change-not-disproved = شهع اجش يس اللعغعد, اند نوش ديسصروطعد
change-alike = { $count ->
    [zero] ا { $count }
    [one] ب { $count }
    [two] ج { $count }
    [few] د { $count }
    [many] ه { $count }
   *[other] و { $count }
}
then-flips = شهعن { $flips }.
then-reading = { $reading } ظوضلد ساز: { $outcome }, { $standing }.
then-others = وف شهع { $list }.
then-reading-plain = { $reading } ظوضلد ساز: { $outcome }.
flip-term-breached = { $term } ظوضلد بع برعاجهعد
flip-term-lifted = { $term } ظوضلد بع ليفشعد
flip-term-unprotected = { $term } ظوضلد نوش صروشعجش شهع شارغعش
flip-term-open = { $term } ظوضلد بع لعفش وصعن
flip-term-not-covered = { $term } ظوضلد نوش اصصلز
flip-exception =
    .true = { $exception } ({ $kind }) ظوضلد هولد
    .false = { $exception } ({ $kind }) ظوضلد نو لونغعر هولد
    .unknown = يش ظوضلد بع وصعن ظهعشهعر { $exception } ({ $kind }) هولدس
flip-in-force =
    .true = شهع اغرععمعنش ظوضلد بع ين فورجع
    .false = شهع اغرععمعنش ظوضلد نوش بع ين فورجع
    .unknown = يش ظوضلد بع وصعن ظهعشهعر شهع اغرععمعنش ظاس ين فورجع
flip-in-territory =
    .true = شهع صلاجع ظوضلد بع ين شهع شعرريشورز
    .false = شهع صلاجع ظوضلد بع وضشسيدع شهع شعرريشورز
    .unknown = يش ظوضلد بع وصعن ظهعشهعر شهع صلاجع يس ين شهع شعرريشورز
