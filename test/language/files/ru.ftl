### A language that somebody has begun: what it lacks is said in English.

language-name = Русский
language-locale = ru
language-state = incomplete
language-incomplete = Часть текста дана по-английски: в этом языке ещё не все сообщения.
reading-firm = { CAPITAL($reading) }: { $outcome }, { $standing }.
reading-open = { CAPITAL($reading) }: не определено. Возможно { $possible }.
may-be-violation = Это может быть нарушением; ничто из сказанного этого не исключает.
cleared-either-way = Как бы то ни было, это не нарушение.
standing-confirmed = как подтверждённый факт
standing-likely = по фактам вероятным, но не подтверждённым
standing-possible = по фактам не более чем возможным
standing-alleged = если это произошло так, как сообщено
standing-unlikely = если это произошло так, как сообщено, что считается маловероятным
standing-disproved = сообщение опровергнуто
outcome-violation = нарушение
candidates-one-of = { $count ->
    [one] По сообщению, это сделал { $count } из них:
    [few] По сообщению, это сделал один из { $count }:
   *[many] По сообщению, это сделал один из { $count }:
}
then-reading = { CAPITAL($reading) }: было бы { $outcome }, { $standing }.
why-not-none = { CAPITAL($reading) }: { $now }. Ни один набор из { $count } изменений ({ $values } испытано) не даёт: { $outcome }; это не значит, что такого нет.
