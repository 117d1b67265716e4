//! A ledger of odd cells: amounts, dates and words as people write them, and as they should not.

/// Amounts.
const AMOUNTS: &str = "1234.5|\"1,234.50\"|£1234.50|-7|-£5|£-5|(5.25)|(£1.00)|(-1)|1.25-|- 3|£12.4m|£250k|5M|\
    1.23456k|1.234567k|0.00000001m|0.00000050m|£ 5|+5.00|+-5|--5|.50|5.|12.340|12.345|1e3|\
    1_000|\"1,23.00\"|0x10|NaN|-|£-|−4|GBP 12|gbp 3|1 000|| 8 |twelve|999999999999999.99|\
    9999999999999999|0|-0.00|5p|£|()";

/// Dates; slashes are day first in the folder.
const DATES: &str = "2025-04-01|2025-4-1|2025/04/01|01/04/2025|1.4.2025|1-4-2025|31/02/2025|29/02/2028|\
    29/02/2026|1 April 2025|1st Apr 2025|01-Apr-25|1 Sept 2025|1 Septem 2025|1 April 25|\
    1 Apr 95|2025-04-01T23:59:00Z|01/04/2025 00:00:00|45748|soon|25-04-01|1/4/25|2025-13-01|\
    1889-04-01|2100-12-31|2101-01-01|Oct-25|2025-10|######|| 2025-05-01 |2025 04 01|\
    31 march 2026";

/// The ledger.
pub(super) fn odd() -> String {
    let mut ledger = String::from(
        "Date,KIND,pool,scheme,partner,amount,from,to,Paid By,source,provider,contract,cause,version,reference,x-own\n",
    );
    for amount in AMOUNTS.split('|') {
        ledger.push_str(&format!(
            "2025-05-01,spend,,beds,,{amount},,,,,Wren Care,,,,,\n"
        ));
    }
    for date in DATES.split('|') {
        ledger.push_str(&format!("{date},spend,,visits,,1.00,,,,,,,,,,\n"));
        ledger.push_str(&format!(
            "2025-06-01,forecast,,visits,,2.00,,,,,,,,{date},,\n"
        ));
    }
    ledger.push_str(
        "2025-05-01,Spend , POOL ,\u{a0}Beds,,1,,,Council,NHS_Minimum,\"Wren \"\"and\"\" Ash, Ltd\",'C-1,Prior  Year,,,\n\
         2025-05-01,SPEND,,beds,icb,1,,,council,nhs minimum,  =Wren,C-2,PRIOR_YEAR,,,\n\
         2025-05-01,spend,other,beds,,1,,,,,,,,,,\n\
         2025-05-01,spend,pool,bed,,1,,,,,,,,,,\n\
         2025-05-01,spent,pool,beds,,1,,,,,,,,,,\n\
         2025-05-01,,pool,beds,,1,,,,,,,,,,\n\
         2025-05-01,spend,pool,,,1,,,,,,,,,,\n\
         2025-05-01,contribution,pool,,,1,,,,,,,,,,\n\
         2025-05-01,contribution,pool,,wren,1,,,,,,,,,,\n\
         2025-05-01,contribution,,,icb,1,,,,,,,,,,\n\
         2025-05-01,settlement,pool,,,1,wren,icb,,,,,,,,\n\
         2025-05-01,settlement,pool,,,1,nobody,icb,,,,,,,,\n\
         2025-05-01,settlement,pool,,,1,icb,,,,,,,,,\n\
         2025-05-01,passport,pool,,,1,,council,,,,,,,,\n\
         2025-05-01,spend,,beds,,1,,,,grant,,,,,,\n\
         2025-05-01,spend,,beds,,1,,,wren,,,,,,,\n\
         ,,,,,,,,,,,,,,,\n\
         \n\
         , ,,,,,,,,,,,,,, \n\
         ,,,,,,,,,,,,,,only a reference,\n\
         2025-05-01,spend,,beds,,4,,,,,\"Wren\nCare\",,,,\"two\nlines\",\n",
    );
    ledger
}
