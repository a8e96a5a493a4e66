package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.Accounts;
import dev.rollcall.connector.delivery.core.Profile.Finding;
import dev.rollcall.connector.delivery.core.Profile.InactiveCreate;
import dev.rollcall.connector.delivery.core.Profile.Listing;
import dev.rollcall.connector.delivery.core.Profile.MemberRemoval;
import dev.rollcall.connector.delivery.core.Profile.Messages;
import dev.rollcall.connector.delivery.core.Profile.Paging;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.connector.delivery.core.Profile.Update;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.HeaderRule;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads what an entry says of its profile: a name, what differs from the standard, or both.
final class ProfileReader {
  private static final String PROFILE = "profile";
  private static final String BASE = "base";
  private static final int MEMBERS_PER_PATCH_MAX = 1000;
  private static final int BODY_BYTES_MIN = 1024;
  private static final int BODY_BYTES_MAX = 16 * 1024 * 1024;
  private static final int PAGE_MAX = 1000;
  private static final Pattern PATH = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  /// What only the connector itself may say. A profile is recorded as it is.

  private static final HeaderRule HEADERS =
      new HeaderRule(
          Set.of("authorization", "content-type", "content-length", "host", "if-match"), 256);

  private final Profile usual;
  private final List<String> names;
  private final Consumer<String> problem;

  /// @param problem takes what is wrong, in words
  ProfileReader(Binding<?> binding, Consumer<String> problem) {
    this(binding.profile(), binding.kind().profileMembers(), problem);
  }

  /// @param names the members that may be there
  ProfileReader(Profile usual, List<String> names, Consumer<String> problem) {
    this.usual = usual;
    this.names = names;
    this.problem = problem;
  }

  /// Reads the member `profile` of an entry.
  Profile read(JsonObject entry) {
    if (entry.get(PROFILE) instanceof JsonString(var name) && names.contains(BASE)) {
      return named(name);
    }
    EntryReader profile = new EntryReader(entry, problem).within(PROFILE);
    profile.onlyKnown(names);
    String base = profile.text(BASE, "");
    return over(base.isEmpty() ? usual : named(base), profile);
  }

  private Profile named(String name) {
    Optional<Profile> known = Profiles.named(name);
    if (known.isEmpty()) {
      problem.accept(
          "There is no profile '" + name + "'; there are " + String.join(", ", Profiles.NAMES));
    }
    return known.orElse(usual);
  }

  private Profile over(Profile base, EntryReader entry) {
    return new Profile(
        base.name(),
        messages(base.messages(), entry),
        accounts(base.accounts(), entry),
        new Finding(
            entry.texts("findUserBy", base.finding().users()),
            entry.texts("findGroupBy", base.finding().groups())),
        listing(base.listing(), entry),
        entry.has("rates") ? new RatesReader(problem).read(entry) : base.rates());
  }

  private Messages messages(Messages base, EntryReader entry) {
    return new Messages(
        entry.word("update", Update.class, base.update()),
        entry.number("membersPerPatch", base.membersPerPatch(), 1, MEMBERS_PER_PATCH_MAX),
        entry.word("memberRemoval", MemberRemoval.class, base.memberRemoval()),
        entry.number("bodyBytesMax", base.bodyBytesMax(), BODY_BYTES_MIN, BODY_BYTES_MAX),
        entry.flag("etag", base.etags()),
        headers(entry, base.headers()));
  }

  private static Accounts accounts(Accounts base, EntryReader entry) {
    return new Accounts(
        entry.word("remove", Removal.class, base.removal()),
        entry.word("inactiveCreate", InactiveCreate.class, base.inactiveCreate()),
        entry.flag("keepsExternalId", base.keepsExternalId()),
        Set.copyOf(entry.textsOrNone("singleValued", List.copyOf(base.singleValued()))),
        Set.copyOf(entry.textsOrNone("required", List.copyOf(base.required()))),
        entry.flag("throttledMayHappen", base.throttledMayHappen()),
        entry.flag("usersFirst", base.usersFirst()));
  }

  private Listing listing(Listing base, EntryReader entry) {
    String path = entry.text("configPath", base.configPath());
    if (!PATH.matcher(path).matches()) {
      problem.accept("'profile.configPath' must be the name of an endpoint");
    }
    return new Listing(
        entry.number("pageSize", base.pageSize(), 1, PAGE_MAX),
        entry.word("paging", Paging.class, base.paging()),
        path,
        entry.flag("showsMembers", base.showsMembers()),
        entry.flag("readBack", base.readBack()));
  }

  private static Map<String, String> headers(EntryReader entry, Map<String, String> base) {
    var headers = new HashMap<>(base);
    entry
        .textsByName("headers", HEADERS::allows)
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }
}
