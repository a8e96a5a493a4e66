package dev.rollcall.scim.schema;

import static dev.rollcall.scim.schema.AttributeDraft.complex;
import static dev.rollcall.scim.schema.AttributeDraft.flag;
import static dev.rollcall.scim.schema.AttributeDraft.reference;
import static dev.rollcall.scim.schema.AttributeDraft.string;

import dev.rollcall.scim.Urns;
import java.util.List;

/// The User schema (RFC 7643 sections 4.1 and 8.7.1).
final class UserSchema {
  private static final AttributeDefinition DISPLAY =
      string("display", "A human-readable name, for display only.").definition();
  private static final AttributeDefinition PRIMARY =
      flag("primary", "Whether this is the preferred value; true at most once.").definition();

  static final SchemaDefinition SCHEMA =
      new SchemaDefinition(Urns.USER, "User", "User Account", attributes());

  private UserSchema() {}

  private static List<AttributeDefinition> attributes() {
    return List.of(
        string("userName", "The unique name by which the user signs in; required, not empty.")
            .required()
            .unique(Uniqueness.SERVER)
            .definition(),
        name(),
        string("displayName", "The name of the user, suitable for display.").definition(),
        string("nickName", "The casual way to address the user.").definition(),
        reference("profileUrl", "The URL of the user's online profile.", "external").definition(),
        string("title", "The user's title, such as \"Vice President\".").definition(),
        string("userType", "The user's relation to the organization, such as \"Contractor\".")
            .definition(),
        string("preferredLanguage", "The user's preferred languages, as in Accept-Language.")
            .definition(),
        string("locale", "The user's default location for formats, such as \"en-US\".")
            .definition(),
        string("timezone", "The user's time zone in IANA form, such as \"Europe/Berlin\".")
            .definition(),
        flag("active", "Whether the user's account is active.").definition(),
        string("password", "Accepted and never kept: accounts sign in elsewhere.")
            .mutability(Mutability.WRITE_ONLY)
            .returned(Returned.NEVER)
            .definition(),
        valued("emails", "The user's e-mail addresses.", "work", "home", "other"),
        valued(
            "phoneNumbers",
            "The user's phone numbers, kept as sent.",
            "work",
            "home",
            "mobile",
            "fax",
            "pager",
            "other"),
        valued(
            "ims",
            "The user's instant messaging addresses.",
            "aim",
            "gtalk",
            "icq",
            "xmpp",
            "msn",
            "skype",
            "qq",
            "yahoo"),
        photos(),
        addresses(),
        groups(),
        valued("entitlements", "What the user is entitled to."),
        valued("roles", "The user's roles."),
        certificates());
  }

  private static AttributeDefinition name() {
    return complex(
            "name",
            "The parts of the user's name.",
            List.of(
                string("formatted", "The full name, ready for display.").definition(),
                string("familyName", "The family name, or last name.").definition(),
                string("givenName", "The given name, or first name.").definition(),
                string("middleName", "The middle names.").definition(),
                string("honorificPrefix", "The title before the name, such as \"Dr.\".")
                    .definition(),
                string("honorificSuffix", "The suffix behind the name, such as \"III\".")
                    .definition()))
        .definition();
  }

  private static AttributeDefinition valued(String name, String description, String... types) {
    return valued(name, description, string("value", "The value.").definition(), types);
  }

  private static AttributeDefinition valued(
      String name, String description, AttributeDefinition value, String... types) {
    AttributeDefinition type =
        string("type", "What the value is used for.").suggesting(types).definition();
    return complex(name, description, List.of(value, DISPLAY, type, PRIMARY))
        .multiValued()
        .definition();
  }

  private static AttributeDefinition photos() {
    return valued(
        "photos",
        "URLs of photos of the user.",
        reference("value", "The URL of a photo.", "external").definition(),
        "photo",
        "thumbnail");
  }

  private static AttributeDefinition certificates() {
    return valued(
        "x509Certificates",
        "Certificates issued to the user.",
        AttributeDraft.of(AttributeType.BINARY, "value", "The certificate: DER, base64.")
            .definition());
  }

  /// `primary` is missing in section 8.7.1 and implied by section 2.4.
  private static AttributeDefinition addresses() {
    return complex(
            "addresses",
            "The user's postal addresses, kept as sent.",
            List.of(
                string("formatted", "The whole address, ready for display.").definition(),
                string("streetAddress", "Street, house number, box.").definition(),
                string("locality", "The city.").definition(),
                string("region", "The state or region.").definition(),
                string("postalCode", "The postal code.").definition(),
                string("country", "The country.").definition(),
                string("type", "What the address is used for.")
                    .suggesting("work", "home", "other")
                    .definition(),
                PRIMARY))
        .multiValued()
        .definition();
  }

  /// Section 8.7.1 lets `$ref` refer to a User as well, which no group is (section 4.1.2).
  private static AttributeDefinition groups() {
    return complex(
            "groups",
            "The groups that the user is in, computed from the groups.",
            List.of(
                string("value", "The id of the group.").readOnly().definition(),
                reference("$ref", "The URL of the group.", "Group").readOnly().definition(),
                string("display", "The name of the group.").readOnly().definition(),
                string("type", "Whether the user is a member itself or through a group in it.")
                    .suggesting("direct", "indirect")
                    .readOnly()
                    .definition()))
        .multiValued()
        .readOnly()
        .definition();
  }
}
