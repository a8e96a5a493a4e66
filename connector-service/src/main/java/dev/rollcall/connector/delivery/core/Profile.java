package dev.rollcall.connector.delivery.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is peculiar to a target, as data.
///
/// @param name what messages call it
/// @param rates how often it may be called; none where it names no rate
public record Profile(
    String name,
    Messages messages,
    Accounts accounts,
    Finding finding,
    Listing listing,
    List<RateClass> rates) {
  /// A standard SCIM 2.0 server.
  public static final Profile STANDARD =
      new Profile(
          "standard",
          new Messages(Update.PATCH, 100, MemberRemoval.FILTER, 1024 * 1024, true, Map.of()),
          new Accounts(
              Removal.DELETE, InactiveCreate.ALLOWED, true, Set.of(), Set.of(), false, false),
          new Finding(List.of("externalId", "userName"), List.of("externalId", "displayName")),
          new Listing(100, Paging.INDEX, "ServiceProviderConfig", true, true),
          List.of());

  public Profile {
    rates = List.copyOf(rates);
  }

  /// A standard server but for these.
  public Profile(int membersPerPatch, Update update, Removal removal, boolean etags) {
    this(
        STANDARD.name,
        new Messages(
            update,
            membersPerPatch,
            STANDARD.messages.memberRemoval,
            STANDARD.messages.bodyBytesMax,
            etags,
            STANDARD.messages.headers),
        new Accounts(removal, InactiveCreate.ALLOWED, true, Set.of(), Set.of(), false, false),
        STANDARD.finding,
        STANDARD.listing,
        STANDARD.rates);
  }

  public int membersPerPatch() {
    return messages.membersPerPatch;
  }

  /// How many members one change of a group may have: no more than the target takes of it at all.
  int membersAtOnce() {
    int most = messages.membersPerPatch;
    for (RateClass rate : rates) {
      most = rate.isOfCalls() ? most : Math.min(most, rate.permits());
    }
    return most;
  }

  public Update update() {
    return messages.update;
  }

  public Removal removal() {
    return accounts.removal;
  }

  public boolean etags() {
    return messages.etags;
  }

  /// Says whether the target shows lists: without them it cannot be read from one end to the other.
  public boolean lists() {
    return listing.paging != Paging.NEVER;
  }

  public boolean readBack() {
    return listing.readBack;
  }

  /// How changes are written.
  ///
  /// @param update how attributes of users are changed
  /// @param membersPerPatch how many members one PATCH of a group may change
  /// @param bodyBytesMax the longest body that the target takes
  /// @param etags whether entity tags of the target are sent back in `If-Match`
  /// @param headers what every request must carry besides
  public record Messages(
      Update update,
      int membersPerPatch,
      MemberRemoval memberRemoval,
      int bodyBytesMax,
      boolean etags,
      Map<String, String> headers) {
    public Messages {
      headers = Map.copyOf(headers);
    }
  }

  /// What an account is there.
  ///
  /// @param removal what a deletion does at the target
  /// @param inactiveCreate what becomes of who is inactive and has no account there
  /// @param keepsExternalId whether it stores the `externalId` that it is given
  /// @param singleValued multi-valued attributes of which it takes one value
  /// @param required what it takes no user without: attributes, or sub-attributes behind a dot. It
  ///   is looked for when a user is shaped, and told in the text of the shaping
  /// @param throttledMayHappen whether a create that was answered 429 may have been carried out
  /// @param usersFirst whether groups wait until no user is due
  public record Accounts(
      Removal removal,
      InactiveCreate inactiveCreate,
      boolean keepsExternalId,
      Set<String> singleValued,
      Set<String> required,
      boolean throttledMayHappen,
      boolean usersFirst) {
    public Accounts {
      singleValued = Set.copyOf(singleValued);
      required = Set.copyOf(required);
    }
  }

  /// By which attributes an existing resource is searched, in order.
  public record Finding(List<String> users, List<String> groups) {
    public Finding {
      users = List.copyOf(users);
      groups = List.copyOf(groups);
    }

    /// The attributes for a resource type.
    public List<String> of(String resourceType) {
      return resourceType.equals("User") ? users : groups;
    }
  }

  /// How the target is read.
  ///
  /// @param pageSize resources on one page
  /// @param configPath where it describes itself
  /// @param showsMembers whether a group is answered with its members
  /// @param readBack whether an account that was taken out is read, to see that it is out
  public record Listing(
      int pageSize, Paging paging, String configPath, boolean showsMembers, boolean readBack) {}

  /// How attributes of users are changed.
  public enum Update {
    PATCH,
    PUT
  }

  /// How a PATCH names the members that leave.
  public enum MemberRemoval {
    /// `members[value eq "…"]`, one operation each (RFC 7644 section 3.5.2.2).
    FILTER,
    /// One operation on `members` with their values.
    VALUE
  }

  /// What a deletion does at the target.
  public enum Removal {
    DELETE,
    DEACTIVATE
  }

  /// What becomes of who is inactive and has no account at the target.
  public enum InactiveCreate {
    /// The account is created inactive.
    ALLOWED,
    /// The account is created active and deactivated at once.
    AFTERWARDS,
    /// There is no account until the person is active.
    NEVER
  }

  /// How lists are paged.
  public enum Paging {
    INDEX,
    CURSOR,
    /// All is shown at once.
    NONE,
    /// There are no lists.
    NEVER
  }

  /// The same under another name.
  public Profile named(String other) {
    return new Profile(other, messages, accounts, finding, listing, rates);
  }

  /// The same with another way to change things.
  public Profile with(Messages other) {
    return new Profile(name, other, accounts, finding, listing, rates);
  }

  /// The same with other accounts.
  public Profile with(Accounts other) {
    return new Profile(name, messages, other, finding, listing, rates);
  }

  /// The same for a target that cannot be asked for one account.
  public Profile unread() {
    return listed(listing.pageSize, false);
  }

  /// The same for a target that can be asked for one account.
  public Profile read() {
    return listed(listing.pageSize, true);
  }

  /// The same with pages of another size.
  public Profile withPagesOf(int resources) {
    return listed(resources, listing.readBack);
  }

  private Profile listed(int pageSize, boolean readBack) {
    var listed =
        new Listing(pageSize, listing.paging, listing.configPath, listing.showsMembers, readBack);
    return new Profile(name, messages, accounts, finding, listed, rates);
  }

  /// The same with other rates.
  public Profile with(List<RateClass> other) {
    return new Profile(name, messages, accounts, finding, listing, other);
  }

  /// The same text for the same profile, on every machine and after every restart: it tells whether
  /// a target is configured as before.
  @Override
  public String toString() {
    String known =
        "Profile[membersPerPatch=%d, update=%s, removal=%s, etags=%s]"
            .formatted(membersPerPatch(), update(), removal(), etags());
    String more = more();
    return more.equals(STANDARD.more()) ? known : known + more;
  }

  private String more() {
    return String.join(
        "\n",
        messages.memberRemoval.name(),
        String.valueOf(messages.bodyBytesMax),
        new TreeMap<>(messages.headers).toString(),
        accounts.inactiveCreate.name(),
        String.valueOf(accounts.keepsExternalId),
        new TreeSet<>(accounts.singleValued).toString(),
        String.valueOf(accounts.throttledMayHappen),
        String.valueOf(accounts.usersFirst),
        finding.toString(),
        listing.toString(),
        rates.stream().map(RateClass::print).collect(Collectors.joining(" ")));
  }
}
