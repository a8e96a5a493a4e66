package dev.rollcall.bench.scim;

import dev.rollcall.bench.load.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What is asked of the platform again and again.
public enum Workload {
  /// A new user, never seen before.
  POST_USERS("post-users"),
  /// One user by id.
  GET("get"),
  /// One user by `userName eq`, as Entra looks for matches.
  FILTER("filter"),
  /// A change of one attribute of one user.
  PATCH("patch"),
  /// One more member for a group; the group grows with the run.
  ADD_MEMBER("add-member"),
  /// One member more or less, in turn, in a group of a chosen size.
  CHANGE_MEMBER("change-member"),
  /// A hundred members more or less, in turn, in a group of a chosen size.
  CHANGE_100_MEMBERS("change-100-members"),
  /// The first 100 users.
  LIST_FIRST("list-first"),
  /// The last 100 users.
  LIST_LAST("list-last");

  /// Groups of the pool: each user of the pool can be added to each of them once in a run.
  public static final int GROUPS = 100;

  private static final int PAGE = 100;

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  /// Returns the workload's name on the command line.
  public String label() {
    return label;
  }

  /// Returns the workload of a name.
  public static Optional<Workload> named(String label) {
    return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
  }

  /// Says whether the workload works on resources that were made before.
  public boolean needsPool() {
    return this != POST_USERS;
  }

  /// Says whether the workload works on a group of a chosen size.
  public boolean needsCrowd() {
    return this == CHANGE_MEMBER || this == CHANGE_100_MEMBERS;
  }

  /// Returns what is to be driven: one exchange, or one for each group of a chosen size.
  ///
  /// @param pool what [#needsPool] asks for
  public List<Work> on(ScimClient client, Names names, Pool pool) {
    if (!needsCrowd()) {
      return List.of(new Work(label, exchange(client, names, pool)));
    }
    List<String> users = pool.users().stream().map(Pool.Made::id).toList();
    return pool.crowded().stream()
        .map(group ->
            new Work(
                label + " of " + group.size(),
                new MemberChanges(client, group.id(), users, membersAtOnce())))
        .toList();
  }

  /// Returns how many users of the pool a request is about.
  public int membersAtOnce() {
    return this == CHANGE_100_MEMBERS ? PAGE : 1;
  }

  private Exchange exchange(ScimClient client, Names names, Pool pool) {
    var count = new AtomicLong();
    return switch (this) {
      case POST_USERS ->
          () -> client.post("/Users", EntraMessages.user(names.nextUser())).expecting(201);
      case GET -> () -> client.get("/Users/" + next(pool.users(), count).id()).expecting(200);
      case FILTER -> () -> filter(client, next(pool.users(), count).name());
      case PATCH -> () -> patch(client, pool, count.getAndIncrement());
      case ADD_MEMBER -> new MemberAdditions(client, names, pool);
      case CHANGE_MEMBER, CHANGE_100_MEMBERS ->
          throw new IllegalStateException("A change of members is one of a group");
      case LIST_FIRST -> () -> client.get("/Users?startIndex=1&count=" + PAGE).expecting(200);
      case LIST_LAST -> {
        int start = Math.max(1, client.get("/Users?count=0").total() - PAGE + 1);
        yield () -> client.get("/Users?startIndex=" + start + "&count=" + PAGE).expecting(200);
      }
    };
  }

  private static <T> T next(List<T> among, AtomicLong count) {
    return among.get((int) (count.getAndIncrement() % among.size()));
  }

  private static Optional<String> filter(ScimClient client, String userName) {
    String filter = URLEncoder.encode("userName eq \"" + userName + "\"", StandardCharsets.UTF_8);
    Answer answer = client.get("/Users?filter=" + filter);
    return answer
        .expecting(200)
        .or(() -> answer.total() == 1 ? Optional.empty() : Optional.of("not one match"));
  }

  private static Optional<String> patch(ScimClient client, Pool pool, long number) {
    var user = pool.users().get((int) (number % pool.users().size()));
    // A value of its own each time: setting what is set already would change nothing and cost less.
    var body = EntraMessages.replaceFamilyName("Bench " + number);
    return client.patch("/Users/" + user.id(), body).expecting(200, 204);
  }
}
