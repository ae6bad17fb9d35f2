"""The explanation: from facts to result in the order in which a person checks it, with numbers and articles.

The letter, the case page and the portal show exactly these steps and words.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from digisoc.kernel.money import format_euro, format_number, format_plain
from digisoc.rules.assessment import Assessment
from digisoc.rules.counted import counted_by_month
from digisoc.rules.provenance import coefficient_text, parameter_used, value_at
from digisoc.rules.texts import for_persons, persons, sentence
from digisoc.rules.types import Case, Language, Step
from digisoc.rules.vocabulary import cost_position_table, income_kind_table

SPSP = "https://likumi.lv/ta/id/68488"
MK_809 = "https://likumi.lv/ta/id/319717"


def explain(assessment: Assessment, lang: Language) -> list[Step]:
    """The steps from facts to result; amounts in the text as 1 234,56 €, in `value` and `inputs` as in the contract."""
    return list(Explainer(assessment, lang).steps())


class Explainer:
    """Writes the steps of one assessment in one language."""

    def __init__(self, assessment: Assessment, lang: Language) -> None:
        self.result = assessment
        self.case = assessment.case
        self.lang = lang
        self.people = {
            "persons": persons(lang, assessment.household_size),
            "for_persons": for_persons(lang, assessment.household_size),
        }

    def steps(self) -> Iterator[Step]:
        """In the order of the calculation; what does not exist or has no use here is left out."""
        yield self._income()
        yield self._needy()
        if self.result.low_income_pair:
            yield self._low_income()
        yield self._property()
        yield self._status()
        yield self._gmi_threshold()
        if self.result.gmi_benefit:
            yield self._gmi_benefit()
        if self.result.housing_coefficient is not None:
            yield self._housing_need()
        yield self._costs()
        yield self._housing_benefit()
        if self.result.status != "none" or self.result.housing_benefit:
            yield self._granting()

    def _say(self, code: str, **words: str) -> str:
        return sentence(self.lang, code, **words)

    def _money_step(
        self,
        step: str,
        cents: int,
        calculation: str,
        consequence: str,
        inputs: Mapping[str, str],
        law: str,
        source: str,
        *,
        text: str = "",
        unconfirmed: bool = False,
        **words: str,
    ) -> Step:
        shown = format_euro(cents)
        brackets = f" ({calculation})" if self.result.household_size > 1 else ""
        words = (
            {"brackets": brackets, "shown": shown, "calculation": calculation, "consequence": consequence}
            | self.people
            | words
        )
        return Step(
            step=step,
            value=format_plain(cents),
            shown=shown,
            title=self._say(f"title.{step}", **words),
            calculation=calculation,
            consequence=consequence,
            text=self._say(text or f"text.{step}", **words),
            inputs=inputs,
            law=law,
            source=source,
            unconfirmed=unconfirmed,
        )

    def _income(self) -> Step:
        result = self.result
        regular, irregular = income_terms(self.case, result.edition)
        parts = [f"({' + '.join(regular)}) : 3"] if regular else []
        parts += (
            [f"({' + '.join(irregular)}) : 12" if len(irregular) > 1 else f"{irregular[0]} : 12"] if irregular else []
        )
        inputs = {
            "income_of_three_months": format_plain(result.income_of_three_months),
            "irregular_income": format_plain(result.irregular_income),
        }
        return self._money_step(
            "household_income",
            result.household_income,
            " + ".join(parts) or self._say("no_income"),
            "",
            inputs,
            "MK 809 2.",
            MK_809,
            text="" if parts else "text.household_income.none",
            unconfirmed="minimum_monthly_wage" in result.unconfirmed,
        )

    def _needy(self) -> Step:
        first, other = (
            value_at(f"spsp.needy_threshold.{part}_person", self.case.benefit_month, self.result.edition).value
            for part in ("first", "other")
        )
        return self._threshold("needy_threshold", self.result.needy_threshold, first, other, "SPSP 33", SPSP)

    def _low_income(self) -> Step:
        pair, amount = self.result.low_income_pair, self.result.low_income_threshold
        assert pair is not None
        assert amount is not None
        return self._threshold("low_income_threshold", amount, pair.first, pair.other, "SPSP 33(4)", pair.link)

    def _threshold(self, step: str, amount: int, first: int, other: int, law: str, source: str) -> Step:
        consequence = self._against(self.result.household_income, amount, ("below", "equal", "above"))
        return self._money_step(
            step,
            amount,
            self._sum_of_persons(first, other),
            consequence,
            self._pair_inputs(first, other),
            law,
            source,
            unconfirmed=self._rests_on(step),
        )

    def _against(self, income: int, limit: int, codes: tuple[str, str, str]) -> str:
        code = codes[1] if income == limit else codes[0] if income < limit else codes[2]
        return self._say(f"consequence.{code}", difference=format_euro(abs(limit - income)))

    def _sum_of_persons(self, first: int, other: int) -> str:
        others = self.result.household_size - 1
        return f"{format_number(first)} + {others} × {format_number(other)}" if others else format_number(first)

    def _pair_inputs(self, first: int, other: int) -> dict[str, str]:
        return {
            "persons": str(self.result.household_size),
            "first_person": format_plain(first),
            "other_person": format_plain(other),
        }

    def _rests_on(self, code: str) -> bool:
        return any(name == code or name.startswith(f"{code}.") for name in self.result.unconfirmed)

    def _property(self) -> Step:
        failed = [item for item in self.result.failed_conditions if not item.code.startswith("income_")]
        outcome = "failed" if failed else "passed"
        consequence = " ".join(item.message(self.lang) for item in failed) or self._say("consequence.property_passed")
        inputs = {
            "savings": format_plain(self.case.savings),
            "homes": str(self.case.homes),
            "land_m2": str(self.case.land_m2),
            "motor_vehicles": str(self.case.motor_vehicles),
            **self._property_limits(),
        }
        doubt = ("savings_limit", "homes_limit", "land_limit", "motor_vehicles_limit")
        return Step(
            step="property_test",
            value=outcome,
            shown=self._say(outcome),
            title=self._say("title.property_test"),
            calculation="",
            consequence=consequence,
            inputs=inputs,
            law="SPSP 36(1) 2)",
            source=SPSP,
            text=self._say(f"text.property_test.{outcome}", consequence=consequence),
            unconfirmed=any(self._rests_on(name) for name in doubt),
        )

    def _property_limits(self) -> dict[str, str]:
        month, edition = self.case.benefit_month, self.result.edition
        limits = {
            name: value_at(f"spsp.property.{name}", month, edition).value
            for name in ("savings_limit", "homes_limit", "land_limit")
        }
        return {
            "savings_limit": format_plain(limits["savings_limit"]),
            "homes_limit": str(limits["homes_limit"]),
            "land_m2_limit": str(limits["land_limit"]),
            "motor_vehicles_limit": str(self.result.motor_vehicles_limit),
        }

    def _status(self) -> Step:
        result = self.result
        reason = result.status
        if reason == "none":
            income_too_high = result.household_income > max(result.needy_threshold, result.low_income_threshold or 0)
            reason = "income" if result.property_test_passed else "both" if income_too_high else "property"
        consequence = self._say(f"consequence.status.{reason}")
        return Step(
            step="status",
            value=result.status,
            shown=self._say(f"status.{result.status}"),
            title=self._say("title.status"),
            calculation="",
            consequence=consequence,
            law="SPSP 33, 36(1)",
            source=SPSP,
            text=self._say(f"text.status.{result.status}", consequence=consequence),
            inputs={
                "household_income": format_plain(result.household_income),
                "property_test_passed": str(result.property_test_passed).lower(),
            },
        )

    def _gmi_threshold(self) -> Step:
        result = self.result
        first, other = (
            value_at(f"spsp.gmi_threshold.{part}_person", self.case.benefit_month, self.result.edition).value
            for part in ("first", "other")
        )
        due = "gmi_due" if result.status == "needy" else "gmi_no_status"
        consequence = self._against(result.household_income, result.gmi_threshold, (due, "gmi_equal", "gmi_not_due"))
        return self._money_step(
            "gmi_threshold",
            result.gmi_threshold,
            self._sum_of_persons(first, other),
            consequence,
            self._pair_inputs(first, other),
            "SPSP 33(2)",
            SPSP,
            unconfirmed=self._rests_on("gmi_threshold"),
        )

    def _gmi_benefit(self) -> Step:
        result = self.result
        return self._money_step(
            "gmi_benefit",
            result.gmi_benefit,
            f"{format_number(result.gmi_threshold)} − {format_number(result.household_income)}",
            "",
            {
                "gmi_threshold": format_plain(result.gmi_threshold),
                "household_income": format_plain(result.household_income),
            },
            "SPSP 35(1) 1)",
            SPSP,
            unconfirmed=self._rests_on("gmi_threshold"),
        )

    def _housing_need(self) -> Step:
        result = self.result
        plain = coefficient_text(result.housing_coefficient or 0)
        group = self._say(f"group.{result.housing_group}")
        if result.own_coefficient:
            group = self._say("group.own", group=group)
        name = f"spsp.housing_coefficient.{result.housing_group}"
        used = parameter_used(name, self.case.benefit_month, result.edition)
        return self._money_step(
            "housing_need",
            result.housing_need,
            f"{format_number(result.gmi_threshold)} × {plain.replace('.', ',')}",
            group,
            {
                "gmi_threshold": format_plain(result.gmi_threshold),
                "coefficient": plain,
                "group": result.housing_group,
                "valid_from": result.own_coefficient.valid_from if result.own_coefficient else used.valid_from,
            },
            "SPSP 35(5)",
            SPSP,
            unconfirmed=self._rests_on("housing_coefficient"),
            coefficient=plain.replace(".", ","),
        )

    def _costs(self) -> Step:
        names = cost_position_table()
        bills = [(position, cents) for position, cents in self.case.housing_costs if cents]
        listed = [f"{getattr(names[position], self.lang)} {format_number(cents)}" for position, cents in bills]
        return self._money_step(
            "recognised_housing_costs",
            self.result.recognised_housing_costs,
            " · ".join(listed) or "0,00",
            "",
            {position: format_plain(cents) for position, cents in bills},
            "SPSP 35(3); MK 809 3. pielikums",
            MK_809,
            text="" if bills else "text.recognised_housing_costs.none",
            unconfirmed=self._rests_on("housing_norm"),
            listed="; ".join(listed),
        )

    def _housing_benefit(self) -> Step:
        result = self.result
        terms = f"{format_number(result.housing_need)} + {format_number(result.recognised_housing_costs)} − "
        terms += format_number(result.household_income)
        terms += f" − {format_number(result.gmi_benefit)}" if result.gmi_benefit else ""
        exists = result.housing_coefficient is not None
        text = "" if result.housing_benefit else f"text.housing_benefit.{'none' if exists else 'before'}"
        inputs = {
            name: format_plain(getattr(result, name))
            for name in ("housing_need", "recognised_housing_costs", "household_income", "gmi_benefit")
        }
        consequence = self._say(f"consequence.housing_{'due' if result.housing_benefit else 'not_due'}")
        return self._money_step(
            "housing_benefit",
            result.housing_benefit,
            terms if exists else "",
            consequence,
            inputs,
            "SPSP 35(1) 2)",
            SPSP,
            text=text,
            unconfirmed=self._rests_on("housing_coefficient") or self._rests_on("housing_norm"),
        )

    def _granting(self) -> Step:
        months = self.result.granting_months
        reason = {1: "one", 3: "working_age"}.get(months, "no_working_age")
        shown, consequence = self._say(f"months.{months}"), self._say(f"consequence.granting.{reason}")
        return Step(
            step="granting_months",
            value=str(months),
            shown=shown,
            title=self._say("title.granting_months"),
            calculation="",
            consequence=consequence,
            text=self._say("text.granting_months", shown=shown, consequence=consequence),
            inputs={"status": self.result.status, "working_age_adults": str(self.result.working_age_adults)},
            law="MK 809",
            source=MK_809,
        )


def income_terms(case: Case, edition: date | None = None) -> tuple[list[str], list[str]]:
    """What is added up: regular terms ("512,40", "3 × 60,00") and irregular ones, counted parts only, in case order."""
    regular: list[str] = []
    irregular: list[str] = []
    kinds = income_kind_table()
    for person in case.persons:
        for income in person.incomes:
            if kinds[income.kind].irregular:
                irregular += [format_number(income.last_12_months)] if income.last_12_months else []
            else:
                regular += _terms([cents for _, cents in counted_by_month(person, income, edition)])
    return regular, irregular


def _terms(amounts: Sequence[int]) -> list[str]:
    """Equal neighbours together: 60, 60, 60 is "3 × 60,00"."""
    runs = [(cents, len(list(same))) for cents, same in groupby(amounts)]
    return [
        format_number(cents) if times == 1 else f"{times} × {format_number(cents)}" for cents, times in runs if cents
    ]
