package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.DN;
import dev.rollcall.connector.target.AddressesMember;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.ldap.LdapEndpoint.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the members of an entry that say how a directory is reached and laid out. What is not said
/// is as usual for inetOrgPerson, or for Active Directory.
final class LdapReader {
  static final String USERS = "users";
  static final String GROUPS = "groups";
  static final String DISABLE = "disable";
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
  private static final String NOBODY = "cn=nobody";
  private static final Set<String> NEVER_EMPTY = Set.of("groupofnames", "groupofuniquenames");
  private static final List<String> LAYOUT =
      List.of("base", "rdn", "classes", "idAttribute", "matchAttribute");
  private static final List<String> GROUP_LAYOUT =
      List.of(
          "base",
          "rdn",
          "classes",
          "idAttribute",
          "matchAttribute",
          "memberAttribute",
          "emptyMember");

  private final EntryReader entry;
  private final Usual usual;
  private final boolean activeDirectory;

  private enum Directory {
    STANDARD,
    AD
  }

  /// What holds where an entry says nothing.
  private record Usual(Layout users, Layout groups, String entryId) {
    static Usual of(Directory directory) {
      return switch (directory) {
        case STANDARD ->
            new Usual(
                new Layout("", "uid", List.of("inetOrgPerson"), "employeeNumber", "uid"),
                new Layout("", "cn", List.of("groupOfNames"), "businessCategory", "cn"),
                "entryUUID");
        case AD ->
            new Usual(
                new Layout("", "cn", List.of("user"), "adminDescription", "sAMAccountName"),
                new Layout("", "cn", List.of("group"), "adminDescription", "cn"),
                "objectGUID");
      };
    }
  }

  LdapReader(EntryReader entry) {
    this.entry = entry;
    Directory directory = entry.word("directory", Directory.class, Directory.STANDARD);
    this.activeDirectory = directory == Directory.AD;
    this.usual = Usual.of(directory);
  }

  LdapEndpoint read() {
    URI url =
        entry.url(
            it -> "ldaps".equals(it.getScheme()) || "ldap".equals(it.getScheme()),
            "must begin with ldaps:// or ldap://");
    boolean startTls = entry.flag("startTls", true);
    if (!startTls && "ldap".equals(url.getScheme()) && !entry.allowsPrivateAddress()) {
      entry.problem("'startTls' must be true " + AddressesMember.UNLESS);
    }
    EntryReader groups = entry.within(GROUPS);
    groups.onlyKnown(GROUP_LAYOUT);
    EntryReader users = entry.within(USERS);
    users.onlyKnown(LAYOUT);
    Layout groupLayout = layout(groups, usual.groups());
    return new LdapEndpoint(
        url,
        startTls,
        entry.certificates(),
        new Credentials(dn(entry, "bindDn"), entry.text("password")),
        activeDirectory,
        layout(users, usual.users()),
        groupLayout,
        attribute(groups, "memberAttribute", "member"),
        emptyMember(groups, groupLayout),
        disabling(),
        attribute(entry, "entryIdAttribute", usual.entryId()));
  }

  private static Layout layout(EntryReader reader, Layout usual) {
    String rdn = attribute(reader, "rdn", usual.rdn());
    return new Layout(
        dn(reader, "base"),
        rdn,
        reader.texts("classes", usual.classes()),
        attribute(reader, "idAttribute", usual.idAttribute()),
        attribute(
            reader,
            "matchAttribute",
            usual.rdn().equals(usual.matchAttribute()) ? rdn : usual.matchAttribute()));
  }

  /// Classes of RFC 4519 that forbid a group without members.
  private static @Nullable String emptyMember(EntryReader groups, Layout layout) {
    boolean never =
        layout.classes().stream()
            .anyMatch(name -> NEVER_EMPTY.contains(name.toLowerCase(Locale.ROOT)));
    if (!groups.has("emptyMember")) {
      return never ? NOBODY : null;
    }
    return dn(groups, "emptyMember");
  }

  private Disabling disabling() {
    if (!entry.has(DISABLE)) {
      if (!activeDirectory) {
        entry.problem(
            "'disable' must say how an account is made inactive: 'delete', or an object with"
                + " 'attribute' and 'value'");
      }
      return new Disabling.AccountControl();
    }
    if (entry.isText(DISABLE)) {
      if (!entry.text(DISABLE).equals("delete")) {
        entry.problem("'disable' must be 'delete', or an object with 'attribute' and 'value'");
      }
      return new Disabling.Deletion();
    }
    EntryReader mark = entry.within(DISABLE);
    mark.onlyKnown(List.of("attribute", "value"));
    return new Disabling.Mark(attribute(mark, "attribute", null), mark.text("value"));
  }

  private static String attribute(EntryReader reader, String name, @Nullable String otherwise) {
    String given = otherwise == null ? reader.text(name) : reader.text(name, otherwise);
    if (reader.has(name) && !given.isEmpty() && !ATTRIBUTE.matcher(given).matches()) {
      reader.problem(reader.quoted(name) + " must be the name of an attribute");
    }
    return given;
  }

  private static String dn(EntryReader reader, String name) {
    String given = reader.text(name);
    if (!given.isEmpty() && !DN.isValidDN(given)) {
      reader.problem(reader.quoted(name) + " must be a DN");
    }
    return given;
  }
}
