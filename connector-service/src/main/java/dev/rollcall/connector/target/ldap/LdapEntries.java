package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Between shapes and entries of one directory.
final class LdapEntries {
  private static final String CLASS = "objectClass";
  private static final String GUID = "objectGUID";
  private static final HexFormat HEX = HexFormat.of();
  private static final String ACCOUNT_CONTROL = "userAccountControl";
  private static final int NORMAL_ACCOUNT = 0x200;
  private static final int ACCOUNT_DISABLED = 0x2;

  private final LdapEndpoint endpoint;

  LdapEntries(LdapEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// The server's own id of an entry, as text.
  String id(Entry entry) throws LdapFailedException {
    Attribute id = entry.getAttribute(endpoint.entryId());
    if (id == null) {
      throw LdapFailures.failed(
          FailureKind.UNUSABLE_ANSWER, "The target shows no '" + endpoint.entryId() + "'");
    }
    return isBinary()
        ? HEX.formatHex(Objects.requireNonNull(id.getValueByteArray()))
        : Objects.requireNonNull(id.getValue());
  }

  /// Matches the entry with this id of the server's.
  Filter byId(String id) {
    if (!isBinary()) {
      return Filter.createEqualityFilter(endpoint.entryId(), id);
    }
    byte[] bytes = id.matches("([0-9a-f]{2})+") ? HEX.parseHex(id) : new byte[] {0};
    return Filter.createEqualityFilter(endpoint.entryId(), bytes);
  }

  private boolean isBinary() {
    return endpoint.entryId().equalsIgnoreCase(GUID);
  }

  /// What is asked for of an entry, besides these.
  Set<String> wanted(Layout layout, Set<String> attributes) {
    var names = new LinkedHashSet<String>(attributes);
    names.add(endpoint.entryId());
    names.add(layout.rdn());
    names.add(layout.idAttribute());
    switch (endpoint.disabling()) {
      case Disabling.AccountControl _ -> names.add(ACCOUNT_CONTROL);
      case Disabling.Mark(var attribute, _) -> names.add(attribute);
      case Disabling.Deletion _ -> {}
    }
    return names;
  }

  /// An entry as a resource of the target.
  JsonObject json(String type, Entry entry) {
    Layout layout = endpoint.layout(type);
    var json = JsonObject.builder();
    for (Attribute attribute : entry.getAttributes()) {
      json.put(attribute.getBaseName(), value(attribute));
    }
    String name = entry.getAttributeValue(layout.rdn());
    if (name != null) {
      json.put(Layout.nameOf(type), name);
    }
    String id = entry.getAttributeValue(layout.idAttribute());
    if (id != null) {
      json.put("externalId", id);
    }
    if (type.equals("User")) {
      json.put("active", isActive(entry));
    }
    return json.build();
  }

  private static Json value(Attribute attribute) {
    List<Json> values = Arrays.stream(attribute.getValues()).<Json>map(JsonString::new).toList();
    return values.size() == 1 ? values.getFirst() : new JsonArray(values);
  }

  private boolean isActive(Entry entry) {
    return switch (endpoint.disabling()) {
      case Disabling.AccountControl _ -> (control(entry) & ACCOUNT_DISABLED) == 0;
      case Disabling.Mark(var attribute, var value) -> !entry.hasAttributeValue(attribute, value);
      case Disabling.Deletion _ -> true;
    };
  }

  private static int control(Entry entry) {
    Integer value = entry.getAttributeValueAsInteger(ACCOUNT_CONTROL);
    return value == null ? NORMAL_ACCOUNT : value;
  }

  /// The attributes of a new entry.
  List<Attribute> attributes(String type, LdapShape shape) {
    Layout layout = endpoint.layout(type);
    var all = new ArrayList<Attribute>();
    if (!shape.attributes().containsKey(CLASS)) {
      all.add(new Attribute(CLASS, layout.classes()));
    }
    all.add(new Attribute(layout.rdn(), shape.name()));
    if (!shape.id().isEmpty()) {
      all.add(new Attribute(layout.idAttribute(), shape.id()));
    }
    shape
        .attributes()
        .forEach((name, values) -> {
          if (!values.isEmpty()) {
            all.add(new Attribute(name, values));
          }
        });
    if (type.equals("User")) {
      activity(shape.active(), all);
    } else if (endpoint.emptyMember() != null) {
      all.add(new Attribute(endpoint.memberAttribute(), endpoint.emptyMember()));
    }
    return all;
  }

  private void activity(boolean active, List<Attribute> all) {
    switch (endpoint.disabling()) {
      case Disabling.AccountControl _ -> {
        int control = active ? NORMAL_ACCOUNT : NORMAL_ACCOUNT | ACCOUNT_DISABLED;
        all.add(new Attribute(ACCOUNT_CONTROL, String.valueOf(control)));
        all.add(Password.unknown());
      }
      case Disabling.Mark(var attribute, var value) -> {
        if (!active) {
          all.add(new Attribute(attribute, value));
        }
      }
      case Disabling.Deletion _ -> {}
    }
  }

  /// The changes that make an account active or inactive.
  List<Modification> activity(Entry entry, boolean active) {
    return switch (endpoint.disabling()) {
      case Disabling.AccountControl _ -> {
        int before = control(entry);
        int after = active ? before & ~ACCOUNT_DISABLED : before | ACCOUNT_DISABLED;
        yield List.of(
            new Modification(ModificationType.REPLACE, ACCOUNT_CONTROL, String.valueOf(after)));
      }
      case Disabling.Mark(var attribute, var value) ->
          List.of(
              active
                  ? new Modification(ModificationType.REPLACE, attribute)
                  : new Modification(ModificationType.REPLACE, attribute, value));
      case Disabling.Deletion _ -> List.of();
    };
  }

  /// The changes of attributes from one shape to another, but for the name and the activity.
  List<Modification> changes(Layout layout, LdapShape from, LdapShape to) {
    var all = new ArrayList<Modification>();
    for (String name : from.changed(to)) {
      List<String> values = to.attributes().getOrDefault(name, List.of());
      all.add(new Modification(ModificationType.REPLACE, name, values.toArray(String[]::new)));
    }
    if (!from.id().equals(to.id())) {
      all.add(new Modification(ModificationType.REPLACE, layout.idAttribute(), to.id()));
    }
    return all;
  }

  /// The name of an entry within its parent.
  static RDN rdn(Layout layout, String name) {
    return new RDN(layout.rdn(), name);
  }

  /// The same entry under another name.
  static String renamed(String dn, RDN name) throws LdapFailedException {
    try {
      DN parent = new DN(dn).getParent();
      return parent == null ? name.toString() : new DN(name, parent).toString();
    } catch (LDAPException _) {
      throw LdapFailures.failed(
          FailureKind.UNUSABLE_ANSWER, "The target shows a name that is none");
    }
  }

  /// A name as all that write it otherwise have it.
  static String normalized(String dn) throws LdapFailedException {
    try {
      return new DN(dn).toNormalizedString();
    } catch (LDAPException _) {
      throw LdapFailures.failed(
          FailureKind.UNUSABLE_ANSWER, "The target shows a name that is none");
    }
  }

  static boolean isNamed(String dn, RDN name) {
    try {
      RDN own = new DN(dn).getRDN();
      // A name that differs in letter case alone is the same to the server, and shown otherwise.
      return own != null && own.equals(name) && own.toString().equals(name.toString());
    } catch (LDAPException _) {
      return false;
    }
  }
}
