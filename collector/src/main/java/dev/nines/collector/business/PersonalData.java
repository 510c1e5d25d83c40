package dev.nines.collector.business;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What looks like data about people and so does not belong into metrics (GDPR, article 5: no more
/// than the purpose needs). A look at names and values only: it stops mistakes, not intent.
public final class PersonalData {
  private static final Pattern COLUMN =
      Pattern.compile(
          "(?:^|.*_)(?:e?mail|email_address|phone|mobile|fax|first_?name|last_?name|sur_?name|full_?name|"
              + "user_?name|login|birth(?:day|date|_date)?|dob|gender|street|address|zip|postcode|postal_code|"
              + "iban|bic|ssn|bsn|passport|tax_id|license_plate|ip|ip_address|"
              + "(?:contact|customer|client|guest|patient|employee|person|user|owner)_(?:name|id))(?:_.*)?");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d ()/.-]{7,}\\d");
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");

  private PersonalData() {}

  /// The columns whose names look personal.
  public static List<String> columns(Collection<String> names, Set<String> allowed) {
    return names.stream().filter(name -> !allowed.contains(name) && isColumn(name)).toList();
  }

  private static boolean isColumn(String name) {
    return COLUMN.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /// Whether a value looks like an e-mail address, a telephone number or a bank account.
  static boolean isValue(String value) {
    return EMAIL.matcher(value).matches()
        || PHONE.matcher(value).matches()
        || IBAN.matcher(value).matches();
  }
}
