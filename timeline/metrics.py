"""What can be measured: the closed list of metrics, each with its units and meaning, and the units."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    JPY = "JPY", _("JPY")
    USD = "USD", _("USD")
    KRW = "KRW", _("KRW")
    BTC = "BTC", _("BTC")
    ETH = "ETH", _("ETH")
    XEM = "XEM", _("XEM")
    PERCENT = "percent", _("percent")
    COMPANIES = "companies", _("companies")
    PERSONS = "persons", _("persons")
    MEMBERS = "members", _("members")
    ACCOUNTS = "accounts", _("accounts")
    ASSETS = "assets", _("assets")
    OFFERINGS = "offerings", _("offerings")
    TOKENS = "tokens", _("tokens")
    UNITS = "units", _("units")
    MEETINGS = "meetings", _("meetings")
    TASKS = "tasks", _("tasks")
    ORDINAL = "ordinal", _("ordinal")
    YEARS = "years", _("years")
    TIMES = "times", _("times")
    LICENCES = "licences", _("licences")
    POINTS = "points", _("points")
    VOTES = "votes", _("votes")
    BILLS = "bills", _("bills")
    INQUIRIES = "inquiries", _("inquiries")


@dataclass(frozen=True, slots=True)
class Metric:
    """Units that figures of the metric may have, and what it measures."""

    units: tuple[str, ...]
    meaning: Promise


METRICS = {
    "accounts_affected": Metric(("accounts",), _("accounts affected by the incident")),
    "acquisition_price": Metric(("JPY",), _("price paid for a company")),
    "active_security_tokens": Metric(("offerings",), _("security tokens outstanding")),
    "admission_fee": Metric(("JPY",), _("fee to join the body")),
    "annual_investment_cap": Metric(("KRW",), _("highest yearly investment of one investor")),
    "annual_purchase_volume": Metric(("KRW",), _("purchases on fractional-investment platforms in a year")),
    "annual_return": Metric(("percent",), _("yearly return reached")),
    "asset_value": Metric(("JPY",), _("value of the assets behind the token")),
    "bills_merged": Metric(("bills",), _("bills merged into one act")),
    "bitcoin_margin_volume": Metric(("USD",), _("value of bitcoin margin trading in the period")),
    "bitcoin_price": Metric(("USD",), _("price of one bitcoin")),
    "bitcoin_spot_volume": Metric(("USD",), _("value of bitcoin spot trading in the period")),
    "bitcoin_trading_volume": Metric(("JPY",), _("value of bitcoin trading in the period")),
    "box_office": Metric(("JPY",), _("ticket sales of the film")),
    "businesses_awaiting_registration": Metric(
        ("companies",), _("crypto-asset businesses that operate while their registration is pending")
    ),
    "cash_deposits_at_exchanges": Metric(
        ("KRW",), _("money in the national currency that customers keep at exchanges")
    ),
    "cash_held": Metric(("JPY",), _("cash in possession of the company")),
    "cold_wallet_minimum_share": Metric(
        ("percent",), _("share of customer crypto-assets that must stay offline")
    ),
    "compensation_paid": Metric(("JPY",), _("money paid to customers after the incident")),
    "corporate_users": Metric(("companies",), _("corporations with an account at a crypto-asset exchange")),
    "creditors_in_favour": Metric(("percent",), _("share of voting creditors in favour")),
    "creditors_paid": Metric(("persons",), _("creditors who have been paid")),
    "crypto_accounts": Metric(("accounts",), _("accounts opened at crypto-asset exchanges")),
    "crypto_assets_traded": Metric(
        ("assets",), _("different crypto-assets traded at the exchanges of the country")
    ),
    "crypto_credited_by_mistake": Metric(("BTC",), _("crypto-assets credited to accounts in error")),
    "crypto_daily_trading": Metric(("KRW",), _("average value of crypto-asset trading a day in the period")),
    "crypto_held": Metric(("BTC",), _("crypto-assets in possession of the company or estate")),
    "crypto_lost": Metric(
        (
            "BTC",
            "ETH",
            "XEM",
        ),
        _("crypto-assets lost or stolen"),
    ),
    "crypto_market_capitalisation": Metric(
        ("KRW",), _("market value of crypto-assets held at the exchanges of the country")
    ),
    "crypto_recovered": Metric(("BTC",), _("lost crypto-assets found again")),
    "crypto_tax_allowance": Metric(("KRW",), _("yearly gains free of tax")),
    "crypto_tax_rate": Metric(("percent",), _("tax rate on crypto-asset gains")),
    "crypto_trading_volume": Metric(
        (
            "JPY",
            "KRW",
        ),
        _("value of all crypto-asset trading in the period"),
    ),
    "crypto_unrecovered": Metric(("BTC",), _("crypto-assets not recovered")),
    "crypto_users": Metric(("persons",), _("people who trade or can trade crypto-assets")),
    "currency_share_of_bitcoin_trading": Metric(
        ("percent",), _("share of one currency in world bitcoin trading")
    ),
    "current_liabilities": Metric(("JPY",), _("current liabilities of the company")),
    "customer_assets_at_exchanges": Metric(
        ("JPY",), _("value that customers keep at exchanges, crypto-assets included")
    ),
    "customer_cash_shortfall": Metric(("JPY",), _("missing cash of customers")),
    "customer_crypto_lost": Metric(("BTC",), _("crypto-assets of customers lost or stolen")),
    "customer_value_lost": Metric(("JPY",), _("value of customer assets lost or stolen")),
    "distributions_paid_cumulative": Metric(("JPY",), _("profit paid to investors so far")),
    "eligible_companies": Metric(("companies",), _("companies that may take part under the plan")),
    "exchanges_closed": Metric(("companies",), _("exchanges that closed or announced to close")),
    "exchanges_operating": Metric(("companies",), _("exchanges in operation, registered or not")),
    "exchanges_without_certification": Metric(
        ("companies",), _("exchanges without the required security certificate")
    ),
    "expected_yield": Metric(("percent",), _("yearly distribution yield expected")),
    "fine": Metric(("KRW",), _("administrative fine")),
    "first_day_subscription": Metric(("KRW",), _("subscriptions of the first day")),
    "founding_members": Metric(("companies",), _("companies that founded the body")),
    "holders_expecting_long_term_gain": Metric(
        ("percent",), _("share of crypto holders who hold for long-term gain")
    ),
    "ico_funds_raised": Metric(
        (
            "USD",
            "KRW",
        ),
        _("money raised by initial coin offerings"),
    ),
    "investors": Metric(("persons",), _("investors in the offering")),
    "largest_shareholder_stake": Metric(
        ("percent",), _("share of the largest shareholder group in the company")
    ),
    "lead_in_exchange_rules": Metric(
        ("years",), _("years by which exchange rules came earlier than in the other country")
    ),
    "leveraged_share_of_trading": Metric(
        ("percent",),
        _("share of margin, credit and futures trades (speculative trading) in crypto-asset trading"),
    ),
    "licence_score": Metric(("points",), _("score in the licence review, out of 1,000 in total")),
    "listing_minimum_equity": Metric(("KRW",), _("equity that an issuer needs for listing")),
    "listing_minimum_market_value": Metric(("KRW",), _("market value needed for listing")),
    "loss_carry_forward": Metric(("years",), _("years for which losses are carried forward")),
    "maximum_crypto_tax_rate": Metric(("percent",), _("highest rate under comprehensive taxation")),
    "maximum_designation_period": Metric(("years",), _("longest term of a sandbox designation")),
    "maximum_fine": Metric(("KRW",), _("highest criminal fine for business without registration")),
    "maximum_leverage": Metric(("times",), _("highest leverage offered or allowed in margin trading")),
    "maximum_new_licences": Metric(("licences",), _("licences to be given at most")),
    "meetings": Metric(("meetings",), _("meetings held")),
    "members": Metric(("members",), _("members of the body")),
    "monthly_inquiries": Metric(
        ("inquiries",), _("inquiries on crypto-assets that reach the regulator in a month")
    ),
    "monthly_trading_value": Metric(("JPY",), _("trading value of the market in a month")),
    "national_tasks": Metric(("tasks",), _("tasks on the list of the government")),
    "net_issue_value": Metric(("JPY",), _("sum that the issuer receives")),
    "offering_ceiling": Metric(("KRW",), _("highest amount that may be offered")),
    "offerings_amount_cumulative": Metric(("KRW",), _("offerings of the platform so far, by value")),
    "offerings_on_platform": Metric(("offerings",), _("offerings on the platform so far")),
    "owed_to_customers": Metric(("KRW",), _("money owed to customers")),
    "own_crypto_lost": Metric(("BTC",), _("crypto-assets of the company lost or stolen")),
    "paid_per_unit": Metric(("JPY",), _("total paid to the holder of one unit")),
    "participants": Metric(("persons",), _("people who can take part")),
    "participating_institutions": Metric(("companies",), _("institutions that take part")),
    "persons_affected": Metric(("persons",), _("customers, users or investors hit by the incident or fraud")),
    "platform_users": Metric(("persons",), _("users or members of a platform")),
    "price_change": Metric(("percent",), _("change of the market price since the offering")),
    "production_cost": Metric(("JPY",), _("cost of the film")),
    "purchase_price": Metric(("JPY",), _("price paid for the underlying asset")),
    "real_estate_security_token_assets": Metric(
        ("JPY",), _("appraised assets behind real-estate security tokens")
    ),
    "real_estate_security_token_issuance_cumulative": Metric(
        ("JPY",), _("real-estate security tokens issued so far, by value")
    ),
    "real_estate_share_of_security_tokens": Metric(
        ("percent",), _("share of real estate in security tokens")
    ),
    "registered_crypto_businesses": Metric(
        ("companies",), _("exchanges and other crypto-asset businesses registered with the regulator")
    ),
    "registration_filings": Metric(
        ("companies",), _("businesses that filed for registration by the deadline")
    ),
    "rescue_funding": Metric(
        (
            "JPY",
            "USD",
        ),
        _("money lent or given after the incident"),
    ),
    "sale_price": Metric(("KRW",), _("price reached for the underlying asset")),
    "sandbox_operators_designated": Metric(
        ("companies",), _("fractional-investment operators admitted to the sandbox")
    ),
    "security_token_assets": Metric(("JPY",), _("total assets behind public security tokens")),
    "security_token_funds_managed": Metric(
        ("offerings",), _("security-token funds that the manager has composed")
    ),
    "security_token_issuance_cumulative": Metric(("JPY",), _("security tokens issued so far, by value")),
    "security_token_offerings_cumulative": Metric(("offerings",), _("security-token offerings so far")),
    "security_tokens_underwritten_cumulative": Metric(
        ("JPY",), _("security tokens underwritten so far, by value")
    ),
    "share_of_assets_lost": Metric(("percent",), _("share of the assets of the company that was lost")),
    "share_of_world_bitcoin_trading": Metric(
        ("percent",), _("share of one exchange in world bitcoin trading")
    ),
    "spot_share_of_trading": Metric(("percent",), _("share of spot trades in crypto-asset trading")),
    "stablecoin_issuer_minimum_capital": Metric(("KRW",), _("capital that a stablecoin issuer needs")),
    "stablecoin_reserve_limit": Metric(
        ("percent",), _("share of stablecoin reserves allowed in bonds and time deposits")
    ),
    "subscription_rate": Metric(("percent",), _("subscriptions in relation to the units on offer")),
    "subsidy_cap": Metric(("JPY",), _("highest subsidy per case")),
    "summit_number": Metric(("ordinal",), _("number of the meeting in its series")),
    "surveyed_crypto_businesses": Metric(
        ("companies",), _("businesses covered by the market survey of the regulator")
    ),
    "token_registrations_filed": Metric(
        ("offerings",), _("registration statements or launches of security tokens in the period")
    ),
    "token_trusts_and_funds_begun": Metric(
        ("offerings",), _("trusts and funds in token form that began in the period")
    ),
    "token_trusts_and_funds_listed": Metric(
        ("offerings",), _("trusts and funds in token form in the fund code list of the FSA")
    ),
    "tokens_as_trustee": Metric(("offerings",), _("public security tokens of which the body is trustee")),
    "tokens_listed": Metric(("tokens",), _("tokens traded on the market")),
    "total_assets": Metric(("JPY",), _("assets of the company")),
    "travel_rule_record_retention": Metric(("years",), _("years for which travel rule records are kept")),
    "travel_rule_threshold": Metric(("KRW",), _("transfer value from which the travel rule applies")),
    "units_issued": Metric(("units",), _("units, shares or bonds issued")),
    "value_defrauded": Metric(("KRW",), _("value taken by fraud as alleged or judged")),
    "value_lost": Metric(
        (
            "JPY",
            "USD",
            "KRW",
        ),
        _("value of the assets lost or stolen"),
    ),
    "votes_in_favour": Metric(("votes",), _("votes for the bill")),
    "voting_rights_in_favour": Metric(("percent",), _("share of voting rights in favour")),
}


# What is counted over a period, or holds for one: between two such numbers there is nothing to draw.
PERIODIC = frozenset(
    {
        "annual_purchase_volume",
        "annual_return",
        "bitcoin_margin_volume",
        "bitcoin_spot_volume",
        "bitcoin_trading_volume",
        "crypto_daily_trading",
        "crypto_trading_volume",
        "monthly_inquiries",
        "monthly_trading_value",
        "subsidy_cap",
        "token_registrations_filed",
        "token_trusts_and_funds_begun",
    }
)


def label(metric: str) -> str:
    """A metric's name in words: `crypto_lost` is “crypto lost”; its meaning where that is not English."""
    if metric in METRICS and not (get_language() or "en").startswith("en"):
        return str(METRICS[metric].meaning)
    return metric.replace("_", " ")


def choices() -> list[tuple[str, str]]:
    return [(metric, label(metric)) for metric in METRICS]
