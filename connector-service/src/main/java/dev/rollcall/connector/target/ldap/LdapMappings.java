package dev.rollcall.connector.target.ldap;

import java.util.Map;

/// What a directory gets where an entry of the targets file has no mapping of its own. The result's
/// members are LDAP attributes, but for those that every shape has: the name, `active`,
/// `externalId`, and the manager in the enterprise extension.
final class LdapMappings {
  private static final String NAMES = "$NAMES";
  private static final String DEPARTMENT = "$DEPARTMENT";
  private static final String PERSON =
      """
      (
        $work := `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`;
        $shown := displayName ? displayName : name.formatted ? name.formatted : userName;
        $primary := emails[primary=true][0].value;
        {
          "userName": userName,
          "active": active,
          $NAMES,
          "givenName": name.givenName,
          "sn": name.familyName ? name.familyName : userName,
          "displayName": $shown,
          "mail": $primary ? $primary : emails[0].value,
          "title": title,
          "telephoneNumber": phoneNumbers[type="work"][0].value,
          "mobile": phoneNumbers[type="mobile"][0].value,
          "preferredLanguage": preferredLanguage,
          "$DEPARTMENT": $work.department,
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": $work.manager}
        }
      )
      """;

  static final Map<String, String> STANDARD =
      Map.of(
          "User",
          PERSON.replace(NAMES, "\"cn\": $shown").replace(DEPARTMENT, "departmentNumber"),
          "Group",
          "{\"displayName\": displayName}");

  /// The name for old clients ends where a domain begins; the whole one is the principal's.
  static final Map<String, String> ACTIVE_DIRECTORY =
      Map.of(
          "User",
          PERSON
              .replace(
                  NAMES,
                  "\"sAMAccountName\": $substringBefore(userName, \"@\"),"
                      + " \"userPrincipalName\": userName")
              .replace(DEPARTMENT, "department"),
          "Group",
          "{\"displayName\": displayName, \"sAMAccountName\": displayName}");

  private LdapMappings() {}
}
