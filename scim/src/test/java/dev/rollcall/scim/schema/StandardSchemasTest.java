package dev.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The definitions against the tables of RFC 7643 section 8.7.1, less the defaults: an attribute
/// with nothing behind its type is single-valued, optional, not caseExact, readWrite, returned by
/// default and not unique.
class StandardSchemasTest {

  @Test
  void the_user_schema_is_the_rfcs() {
    assertThat(listed(StandardSchemas.USER))
        .isEqualTo(
            """
            userName string required unique:server
            name complex
            name.formatted string
            name.familyName string
            name.givenName string
            name.middleName string
            name.honorificPrefix string
            name.honorificSuffix string
            displayName string
            nickName string
            profileUrl reference caseExact refers:external
            title string
            userType string
            preferredLanguage string
            locale string
            timezone string
            active boolean
            password string writeOnly returned:never
            emails complex multi
            emails.value string
            emails.display string
            emails.type string suggests:work,home,other
            emails.primary boolean
            phoneNumbers complex multi
            phoneNumbers.value string
            phoneNumbers.display string
            phoneNumbers.type string suggests:work,home,mobile,fax,pager,other
            phoneNumbers.primary boolean
            ims complex multi
            ims.value string
            ims.display string
            ims.type string suggests:aim,gtalk,icq,xmpp,msn,skype,qq,yahoo
            ims.primary boolean
            photos complex multi
            photos.value reference caseExact refers:external
            photos.display string
            photos.type string suggests:photo,thumbnail
            photos.primary boolean
            addresses complex multi
            addresses.formatted string
            addresses.streetAddress string
            addresses.locality string
            addresses.region string
            addresses.postalCode string
            addresses.country string
            addresses.type string suggests:work,home,other
            addresses.primary boolean
            groups complex multi readOnly
            groups.value string readOnly
            groups.$ref reference caseExact readOnly refers:Group
            groups.display string readOnly
            groups.type string readOnly suggests:direct,indirect
            entitlements complex multi
            entitlements.value string
            entitlements.display string
            entitlements.type string
            entitlements.primary boolean
            roles complex multi
            roles.value string
            roles.display string
            roles.type string
            roles.primary boolean
            x509Certificates complex multi
            x509Certificates.value binary caseExact
            x509Certificates.display string
            x509Certificates.type string
            x509Certificates.primary boolean
            """);
  }

  @Test
  void the_enterprise_schema_is_the_rfcs() {
    assertThat(listed(StandardSchemas.ENTERPRISE_USER))
        .isEqualTo(
            """
            employeeNumber string
            costCenter string
            organization string
            division string
            department string
            manager complex
            manager.value string
            manager.$ref reference caseExact refers:User
            manager.displayName string readOnly
            """);
  }

  @Test
  void the_group_schema_is_the_rfcs_with_a_display_name_that_is_required_and_unique() {
    assertThat(listed(StandardSchemas.GROUP))
        .isEqualTo(
            """
            displayName string required unique:server
            members complex multi
            members.value string immutable
            members.$ref reference caseExact immutable refers:User,Group
            members.type string immutable suggests:User,Group
            members.display string readOnly
            """);
  }

  private static String listed(SchemaDefinition schema) {
    var lines = new StringBuilder();
    for (AttributeDefinition attribute : schema.attributes()) {
      lines.append(line("", attribute));
      attribute.subAttributes().forEach(sub -> lines.append(line(attribute.name() + ".", sub)));
    }
    return lines.toString();
  }

  private static String line(String prefix, AttributeDefinition it) {
    List<String> words = new ArrayList<>(List.of(prefix + it.name(), it.type().keyword()));
    add(words, it.multiValued(), "multi");
    add(words, it.required(), "required");
    add(words, it.caseExact(), "caseExact");
    add(words, it.mutability() != Mutability.READ_WRITE, it.mutability().keyword());
    add(words, it.returned() != Returned.DEFAULT, "returned:" + it.returned().keyword());
    add(words, it.uniqueness() != Uniqueness.NONE, "unique:" + it.uniqueness().keyword());
    add(words, !it.canonicalValues().isEmpty(), "suggests:" + list(it.canonicalValues()));
    add(words, !it.referenceTypes().isEmpty(), "refers:" + list(it.referenceTypes()));
    return String.join(" ", words) + "\n";
  }

  private static String list(List<String> values) {
    return String.join(",", values);
  }

  private static void add(List<String> words, boolean applies, String word) {
    if (applies) {
      words.add(word);
    }
  }
}
