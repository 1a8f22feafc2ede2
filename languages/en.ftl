### The English of Truce's prose. To add a language, copy this file and put other words in (languages/README.md).

## The file itself

language-name = English
# The BCP 47 tag that lists, numbers and dates are written by.
language-locale = en-GB
# complete, or incomplete: what an incomplete file lacks is said in English.
language-state = complete
# Said at the end of a page in which English stood in.
language-incomplete = Some of this stands in English, because the file of this language does not say it yet.
# Words at the start of a title that are written small within a sentence, apart by spaces; { "" } where there are none.
words-lowered-inside-a-sentence = The

## How things are joined

sentence = { CAPITAL($text) }.
# Several reasons in a row: the middle pattern joins all but the last, the end pattern joins the last.
clauses-middle = { $before }; { $after }
clauses-end = { $before }; and { $after }

## The head of a verdict

report = Report { $report }: { $kind }, { $when }, { $where }.
judged-by = Judged by { $agreement }, rulebook { $rulebook }, semantics { $semantics }.
# $date is written by the locale, $time is 24 hours, $offset is such as UTC+02:00.
moment = { $date } at { $time } ({ $offset })
when-at = on { $moment }
when-between = at some time between { $from } and { $to }
when-between-on-one-day = on { $date }, at some time between { $from } and { $to } ({ $offset })
when-throughout = throughout, from { $from } to { $to }
place-unknown = place not said
place-with-accuracy = { $place } ({ $accuracy })
accuracy-km = good to { $km } km
accuracy-unknown = accuracy not said
# What is known and not shown to whoever asks.
report-id-withheld = (its id is withheld)
place-withheld = the place is known and withheld
place-coarse = somewhere around { $place } ({ $accuracy }; the exact place is withheld)
withheld-reports = Withheld: who reported it, under which id and name, and in which words. A key with incidents:read shows them.
withheld-places = Withheld: the exact place, and distances measured from it. A key with locations:exact shows them.
# $parts are places in the report, such as /notes.
redacted-since = Redacted of the report since it was judged: { $parts }. What the verdict came to stands; reasons that would tell what went are left out.

## Readings side by side

readings-at-odds = The readings are at odds: { $list }.
reading-says = { $reading } says { $outcome }
readings-agree = No two readings come to different firm outcomes.
readings-parted = What parts { $a } from { $b }: { $differences }.
difference-exception = the exception { $name }
difference-term = the term { $name }
difference-role = who holds a role ({ $name })
difference-doubt = what is doubted ({ $name })
difference-presumption = what is presumed ({ $name })

## One reading

outcome-violation = a violation
outcome-exempt = exempt
    .stated = exempt: the ban that applies, or would, is lifted
outcome-no_violation = no violation
outcome-out_of_scope = out of scope
outcome-not_in_force = not in force
outcome-undetermined = undetermined
# Duties: prose never says more than the report does. These must be in every language file, each in words of its own.
standing-confirmed = as a confirmed fact
standing-likely = on facts that are likely, not confirmed
standing-possible = on facts that are no more than possible
standing-alleged = if it happened as reported
standing-unlikely = if it happened as reported, which is held unlikely
standing-disproved = the report is disproved
reading-firm = { CAPITAL($reading) }: { $outcome }, { $standing }.
reading-plain = { CAPITAL($reading) }: { $outcome }.
reading-open = { CAPITAL($reading) }: undetermined. It may be { $possible }.
may-be-violation = It may be a violation; nothing said so far rules that out.
cleared-either-way = Whichever it is, it is no violation.
depends-on = It hangs on { $exception }: without it, the outcome would be { $otherwise }.
presumes = It presumes that { $what }. { $why }
presumes-exception = { $exception } applies
presumes-no-exception = { $exception } does not apply
presumes-value = { $fact } is { $value }
doubts = It doubts { $what }. { $why }

## Candidates

candidates-one-of = { $count ->
    [one] As reported, this one did it:
   *[other] As reported, one of these { $count } did it:
}
candidates-all-of = { $count ->
    [one] As reported, this one took part:
    [2] As reported, both of these took part:
   *[other] As reported, all { $count } of these took part:
}
candidate = { CAPITAL($actor) } against { $target }, { $grade }: { $outcome }.
candidate-does-not-vote = This candidate is held unlikely and does not count.
actor-unknown = an actor nobody has named
target-unknown = a target nobody has established
# A name that is in no rule file.
group-unregistered = “{ $name }”
group-another = another group
grade-confirmed = confirmed
grade-likely = likely
grade-possible = possible
grade-alleged = alleged
grade-unlikely = unlikely
grade-none = alleged (no grade given)

## Terms and exceptions. $says is the author's own words, $text the title of the text, $at the place in it.

term-breached = Breached, on the facts as reported: { $term }. { $says } ({ $text }, { $at })
term-lifted = A ban that is lifted: { $term }. { $says } ({ $text }, { $at })
term-unprotected = Forbidden to the actor, but the target is not protected: { $term }. { $says } ({ $text }, { $at })
term-open = Left open: { $term }. { $says } ({ $text }, { $at })
term-near = A near miss: { $term }. { $says } ({ $text }, { $at })
because = Because { $reasons }.
exception-lifts = Lifted by { $exception } ({ $kind }), because { $reasons }.
exception-may-lift = { $exception } ({ $kind }) may lift it: { $reasons }.
exception-not-accepted = { $exception } ({ $kind }) would lift it, but this reading does not accept it.
exception-blocked = { $exception } would lift it, but { $limit } stands against that: { $reasons }.
exception-presumed-out = { $exception } ({ $kind }) is not settled by the facts; this reading presumes that it does not apply.
exception-presumed-in = { $exception } ({ $kind }) is not settled by the facts; this reading presumes that it applies.
kind-carve-out = carve-out
kind-justification = justification
kind-loophole = loophole
kind-limit = limit

## Reasons: parts of a sentence, without a capital and without a full stop

as-presumed = { $sentence } (as this reading presumes)
by-memberships = { $sentence } ({ $chain })
membership-step = { $member }, of { $whole }
in-force =
    .true = the agreement was in force
    .false = the agreement was not in force
    .unknown = the act may or may not fall within the time the agreement was in force
in-territory =
    .true = the place is in the territory
    .false = the place is outside the territory
    .unknown = the place may lie on either side of the border of the territory
no-term-forbids = no term that binds the actor forbids { $value }
same-either-way = the outcome is the same whatever is true of what is not known ({ $open })
report-disproved = the act is reported as disproved
text-silent = the text is silent on it and this reading leaves it open
open-occurred = the time
open-place = the place
# Facts that an agreement declares for itself.
own-fact = “{ $fact }”
    .true = “{ $fact }” holds
    .false = “{ $fact }” does not hold
    .unknown = it is not known whether “{ $fact }” holds
    .question = What is true of “{ $fact }”
own-set =
    .true = “{ $fact }” includes { $value }
    .false = “{ $fact }” does not include { $value }
    .unknown = it is not known whether “{ $fact }” includes { $value }

## What is missing

missing-head = What would settle or change it:
missing-together = No single fact would settle it; these are open together:
missing-question = { $question }: it could then be { $outcomes }.
# $question is the author's own question.
missing-asked = { $question } It could then be { $outcomes }.
ask-attribution = Which of the candidates did it
ask-occurred = When it happened, more closely
ask-place = Where it happened, more closely
ask-exception = Whether { $exception } applies

## Why not another outcome: what would have to be otherwise

why-not = What would make it { $outcome } under { $agreement }?
why-not-already = { CAPITAL($reading) }: that is what it says.
why-not-found = { $count ->
    [one] { CAPITAL($reading) }: { $now }. One change of fact would make it { $outcome }:
   *[other] { CAPITAL($reading) }: { $now }. { $count } changes of fact together would make it { $outcome }:
}
# A duty: not found is not the same as impossible.
why-not-none = { $count ->
    [0] { CAPITAL($reading) }: { $now }. The search for changes that would make it { $outcome } ended before all { $values } single changes were tried; that does not say that there are none.
    [one] { CAPITAL($reading) }: { $now }. None of the { $values } single changes tried would make it { $outcome }; that does not say that none would.
   *[other] { CAPITAL($reading) }: { $now }. No set of up to { $count } of the { $values } changes tried would make it { $outcome }; that does not say that none would.
}
why-not-more = { $count ->
    [one] One more set of as many facts would do the same.
   *[other] { $count } more sets of as many facts would do the same.
}
why-not-by-rule = Or by the rules, with the facts as they are: it hangs on { $exception }; without it, it would be { $outcome }.
why-not-impossible-no-exception-accepted = { CAPITAL($reading) }: { $now }. No report could be exempt here: this reading accepts no exception.
why-not-impossible-no-term-counted = { CAPITAL($reading) }: { $now }. No report could be a violation here: this reading counts no term.
why-not-impossible-always-in-force = { CAPITAL($reading) }: { $now }. The agreement is in force at all times.
change-learned = To be learned: { $sentence }.
change-otherwise = Otherwise than reported: { $sentence }.
change-otherwise-than = Otherwise than reported: { $sentence }, not { $reported }.
change-not-that-candidate = it was not { $actor } against { $target }
change-all-took-part = all the candidates took part
change-one-of-them = only one of the candidates did it
change-not-disproved = the act is alleged, and not disproved
change-alike = { $count ->
    [one] Of the same facts, one other value would do the same.
   *[other] Of the same facts, { $count } other values would do the same.
}
then-flips = Then { $flips }.
# A duty: also of what would be, no more is said than the report allows.
then-reading = { CAPITAL($reading) } would say: { $outcome }, { $standing }.
then-reading-plain = { CAPITAL($reading) } would say: { $outcome }.
then-others = Of the others, { $list }.
flip-term-breached = { $term } would be breached
flip-term-lifted = { $term } would be lifted
flip-term-unprotected = { $term } would not protect the target
flip-term-open = { $term } would be left open
flip-term-not-covered = { $term } would not apply
flip-exception =
    .true = { $exception } ({ $kind }) would hold
    .false = { $exception } ({ $kind }) would no longer hold
    .unknown = it would be open whether { $exception } ({ $kind }) holds
flip-in-force =
    .true = the agreement would be in force
    .false = the agreement would not be in force
    .unknown = it would be open whether the agreement was in force
flip-in-territory =
    .true = the place would be in the territory
    .false = the place would be outside the territory
    .unknown = it would be open whether the place is in the territory

## Facts: a name, the question that asks for it, and where it has them sentences for true, false and unknown

fact-act-kind = the act
    .question = What kind of act it was
fact-act-classes = the classes of the act
    .question = What kind of act it was
    .true = the act counts as { $value }
    .false = the act does not count as { $value }
    .unknown = it is not known whether the act counts as { $value }
fact-actor-id = the actor
    .question = Who acted
fact-actor-kind = the kind of the actor
    .question = What kind of group the actor is
fact-actor-groups = the groups the actor belongs to
    .question = Which groups the actor belongs to
    .true = the actor is, or belongs to, { $value }
    .false = the actor neither is nor belongs to { $value }
    .unknown = it is not known whether the actor is, or belongs to, { $value }
fact-actor-roles = the roles the actor holds
    .question = Which roles the actor holds
    .true = the actor counts as { $value }
    .false = the actor does not count as { $value }
    .unknown = it is not known whether the actor counts as { $value }
fact-target-id = the target
    .question = Who was struck
fact-target-kind = the kind of the target
    .question = What kind of group the target is
fact-target-groups = the groups the target belongs to
    .question = Which groups the target belongs to
    .true = the target is, or belongs to, { $value }
    .false = the target neither is nor belongs to { $value }
    .unknown = it is not known whether the target is, or belongs to, { $value }
fact-target-roles = the roles the target holds
    .question = Which roles the target holds
    .true = the target counts as { $value }
    .false = the target does not count as { $value }
    .unknown = it is not known whether the target counts as { $value }
fact-struck-objects = the objects struck
    .question = What was struck
    .true = what was struck includes: { $value }
    .false = what was struck does not include: { $value }
    .unknown = it is not known whether what was struck includes: { $value }
fact-struck-civilian = whether anything civilian was struck
    .question = Whether anything civilian was struck
    .true = something civilian was struck
    .false = nothing civilian was struck
    .unknown = it is not known whether anything civilian was struck
fact-struck-holder = the holder of the ground
    .question = Who held the ground
fact-struck-holderGroups = the groups of the holder of the ground
    .question = Which groups the holder of the ground belongs to
    .true = the ground was held by { $value }
    .false = the ground was not held by { $value }
    .unknown = it is not known whether the ground was held by { $value }
fact-struck-holderRoles = the roles the holder of the ground has
    .question = Which roles the holder of the ground has
    .true = the holder of the ground counts as { $value }
    .false = the holder of the ground does not count as { $value }
    .unknown = it is not known whether the holder of the ground counts as { $value }
fact-weapon-class = the class of the weapon
    .question = What class of weapon it was
fact-weapon-calibreMm = the calibre in millimetres
    .question = What calibre the weapon had, in millimetres
fact-weapon-system = the weapon system
    .question = Which weapon system it was
fact-weapon-count = the number of weapons
    .question = How many weapons there were
fact-place-zones = the zones of the place
    .question = In which zones the place lies
    .true = the place lies in { $value }
    .false = the place does not lie in { $value }
    .unknown = it is not known whether the place lies in { $value }
fact-place-distanceKm = the distance in kilometres to { $to }
    .question = How far the place is from { $to }, in kilometres
fact-presence-distanceKm = the distance in kilometres to the nearest sighting of { $group }
    .question = How far away the nearest sighting of { $group } was, in kilometres
fact-coLocation-reported = whether co-location was reported
    .question = Whether co-location was reported
    .true = the report speaks of co-location
    .false = the report says nothing of co-location
    .unknown = it is not known whether co-location was reported
fact-coLocation-groups = the groups that shared the ground
    .question = Which groups shared the ground
    .true = { $value } shared the ground
    .false = { $value } did not share the ground
    .unknown = it is not known whether { $value } shared the ground
fact-coLocation-natures = the ways in which { $group } shared the ground
    .question = Whether and how { $group } shared the ground
    .true = { $group } shared the ground ({ $value })
    .false = { $group } did not share the ground ({ $value })
    .unknown = it is not known whether { $group } shared the ground ({ $value })
fact-coLocation-distanceKm = the distance in kilometres to { $group }
    .question = How far away { $group } was, in kilometres
fact-coLocation-denied = whether the presence of { $group } is denied
    .question = Whether its presence is denied
    .true = its presence is denied
    .false = nobody denies its presence
    .unknown = it is not known whether its presence is denied
fact-claims-kinds = the claims made
    .question = What was claimed
    .true = a claim was made ({ $value })
    .false = no such claim was made ({ $value })
    .unknown = it is not known whether a claim was made ({ $value })
fact-claims-targets = the targets claimed
    .question = Whom the target was claimed to be
    .true = the target was claimed to be { $value }
    .false = nobody claims that the target was { $value }
    .unknown = it is not known whether the target was claimed to be { $value }
fact-response-toAttack = whether it answered an attack
    .question = Whether it answered an attack
    .true = it answered an attack
    .false = it answered no attack
    .unknown = it is not known whether it answered an attack
fact-response-immediateThreat = whether the threat was immediate
    .question = Whether the threat was immediate
    .true = the threat was immediate
    .false = the threat was not immediate
    .unknown = it is not known whether the threat was immediate
fact-response-proportionate = whether the force was in proportion
    .question = Whether the force was in proportion
    .true = the force was in proportion
    .false = the force was out of proportion
    .unknown = it is not known whether the force was in proportion
fact-response-minutesAfter = the minutes until the answer
    .question = How many minutes after the attack the answer came
fact-access-cleared = whether the passage had been cleared
    .question = Whether the passage had been cleared
    .true = the passage had been cleared
    .false = the passage had not been cleared
    .unknown = it is not known whether the passage had been cleared
fact-access-controlledBy = the holder of the post
    .question = Who held the post
fact-access-items = the items of aid
    .question = What the aid consisted of
    .true = the aid included { $value }
    .false = the aid did not include { $value }
    .unknown = it is not known whether the aid included { $value }
fact-harm-killed = the number killed
    .question = How many people were killed
fact-harm-injured = the number injured
    .question = How many people were injured
fact-harm-civiliansKilled = the number of civilians killed
    .question = How many civilians were killed
fact-time-hoursSinceStart = the hours since the start
    .question = How many hours after the start it happened

## Comparisons. $fact is the name of a fact, $value a value or a list of them

operator-equal =
    .true = { $fact } is { $value }
    .false = { $fact } is not { $value }
    .unknown = it is not known whether { $fact } is { $value }
operator-notEqual =
    .true = { $fact } is not { $value }
    .false = { $fact } is { $value }
    .unknown = it is not known whether { $fact } is not { $value }
operator-in =
    .true = { $fact } is one of { $value }
    .false = { $fact } is none of { $value }
    .unknown = it is not known whether { $fact } is one of { $value }
operator-notIn =
    .true = { $fact } is none of { $value }
    .false = { $fact } is one of { $value }
    .unknown = it is not known whether { $fact } is none of { $value }
operator-lessThan =
    .true = { $fact } is less than { $value }
    .false = { $fact } is not less than { $value }
    .unknown = it is not known whether { $fact } is less than { $value }
operator-lessThanInclusive =
    .true = { $fact } is at most { $value }
    .false = { $fact } is more than { $value }
    .unknown = it is not known whether { $fact } is at most { $value }
operator-greaterThan =
    .true = { $fact } is more than { $value }
    .false = { $fact } is not more than { $value }
    .unknown = it is not known whether { $fact } is more than { $value }
operator-greaterThanInclusive =
    .true = { $fact } is at least { $value }
    .false = { $fact } is less than { $value }
    .unknown = it is not known whether { $fact } is at least { $value }

## Words of the closed lists: kinds and classes of acts, weapons, objects, claims, ways of sharing the ground, kinds of groups

word-airstrike = airstrike
word-drone-strike = drone strike
word-helicopter-strike = helicopter strike
word-barrel-bombing = barrel bombing
word-shelling = shelling
word-mortar-fire = mortar fire
word-rocket-fire = rocket fire
word-missile-strike = missile strike
word-small-arms-fire = small-arms fire
word-sniper-fire = sniper fire
word-direct-fire = direct fire
word-anti-aircraft-fire = anti-aircraft fire
word-ground-assault = ground assault
word-raid = raid
word-ambush = ambush
word-bombing = bombing
word-mine-laying = mine-laying
word-sabotage = sabotage
word-naval-attack = naval attack
word-chemical-attack = chemical attack
word-clash = clash
word-attack = attack
word-territorial-advance = territorial advance
word-weapon-presence = weapon presence
word-force-movement = force movement
word-fortification = fortification
word-reinforcement = reinforcement
word-zone-entry = zone entry
word-flight = flight
word-drone-flight = drone flight
word-aid-denial = aid denial
word-aid-looting = aid looting
word-siege = siege
word-roadblock = roadblock
word-looting = looting
word-arson = arson
word-property-destruction = property destruction
word-arrest = arrest
word-abduction = abduction
word-execution = execution
word-torture = torture
word-harassment = harassment
word-sexual-violence = sexual violence
word-recruitment = recruitment
word-forced-displacement = forced displacement
word-propaganda = propaganda
word-incitement = incitement
word-monitor-obstruction = monitor obstruction
word-live-fire-exercise = live-fire exercise
word-withdrawal = withdrawal
word-disarmament = disarmament
word-release = release
word-delivery = delivery
word-handover = handover
word-notification = notification
word-omission = omission
word-other = other
word-aerial = aerial
word-indirect-fire = indirect fire
word-ground = ground
word-territory = territory
word-presence = presence
word-access = access
word-property = property
word-persons = persons
word-speech = speech
word-monitoring = monitoring
word-exercise = exercise
word-compliance = compliance
word-aerial-bomb = aerial bomb
word-barrel-bomb = barrel bomb
word-cruise-missile = cruise missile
word-ballistic-missile = ballistic missile
word-rocket = rocket
word-multiple-rocket-launcher = multiple-rocket launcher
word-artillery = artillery
word-mortar = mortar
word-tank = tank
word-armoured-vehicle = armoured vehicle
word-anti-tank-missile = anti-tank missile
word-anti-aircraft-gun = anti-aircraft gun
word-anti-aircraft-missile = anti-aircraft missile
word-machine-gun = machine gun
word-small-arms = small arms
word-sniper-rifle = sniper rifle
word-grenade = grenade
word-mine = mine
word-improvised-explosive = improvised explosive
word-drone = drone
word-aircraft = aircraft
word-helicopter = helicopter
word-ship = ship
word-chemical = chemical
word-hospital = hospital
word-ambulance = ambulance
word-school = school
word-market = market
word-camp = camp
word-residential = residential
word-place-of-worship = place of worship
word-aid-convoy = aid convoy
word-aid-facility = aid facility
word-water = water
word-power = power
word-bakery = bakery
word-position = position
word-headquarters = headquarters
word-checkpoint = checkpoint
word-barracks = barracks
word-vehicle = vehicle
word-workshop = workshop
word-monitors = monitors
word-empty-ground = empty ground
word-target = target
word-denial = denial
word-self-defence = self-defence
word-mistake = mistake
word-warning = warning
word-abandoned = abandoned
word-same-building = same building
word-same-town = same town
word-same-front = same front
word-same-area = same area
word-joint-operation = joint operation
word-shared-command = shared command
word-none = none
word-state = state
word-state-force = state force
word-militia = militia
word-armed-group = armed group
word-coalition = coalition
word-political-body = political body
word-organisation = organisation
word-population = population
word-true = true
word-false = false
