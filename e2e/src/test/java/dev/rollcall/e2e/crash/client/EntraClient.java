package dev.rollcall.e2e.crash.client;

import dev.rollcall.e2e.crash.core.Asked;
import dev.rollcall.e2e.crash.core.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One of the workers of a tenant's provisioning: what it wants is in its head, what is there it
/// finds out by asking; what was not answered it tries again in a later cycle with a new request.
public final class EntraClient implements Runnable {
  /// Personal data that must not come to light anywhere, by what it is.
  public static final Map<String, String> PERSONAL =
      Map.of(
          "A family name", Messages.FAMILY_NAME,
          "A phone number", Messages.PHONE,
          "A user name", Messages.DOMAIN);

  private static final int THINK_MILLIS_MAX = 120;
  private static final int PUT_OFF_MILLIS = 400;
  private static final int PEOPLE_MAX = 40;
  private static final int SHARED_NAMES = 6;
  private static final int TEAMS = 4;
  private static final int MEMBERS_AT_ONCE_MAX = 5;
  private static final int CONFLICT = 409;

  /// One in how many actions repeats at once what was not answered, without a look before.
  private static final int REPEATED_AT_ONCE = 3;

  /// For how long somebody who finds all servers ready has to repeat something.
  private static final Duration SETTLED_AFTER_MAX = Duration.ofSeconds(30);

  private final String name;
  private final ScimCaller caller;
  private final Random random;
  private final List<String> people = new ArrayList<>();
  private final Map<String, Asked.Create> unanswered = new HashMap<>();
  private final TreeSet<String> members = new TreeSet<>();
  private final Map<String, String> teams = new HashMap<>();
  private final Bulks bulks;
  private @Nullable Bulk unansweredBulk;
  private String group = "";
  private int titles;
  private volatile boolean enough;

  /// @param name unique in the run
  public EntraClient(String name, ScimCaller caller, long seed) {
    this.name = name;
    this.caller = caller;
    this.random = new Random(seed);
    this.bulks = new Bulks(name, random, this::nextTitle);
  }

  /// Ends it after the request that is under way.
  public void stop() {
    enough = true;
  }

  /// Repeats what was not answered, once all is calm and the client has ended.
  public void settle() throws InterruptedException {
    long end = System.nanoTime() + SETTLED_AFTER_MAX.toNanos();
    while (lacksAnswers() && System.nanoTime() < end) {
      if (unansweredBulk != null) {
        ask(unansweredBulk);
      }
      List.copyOf(unanswered.values()).forEach(this::repeat);
      if (lacksAnswers()) {
        Thread.sleep(PUT_OFF_MILLIS);
      }
    }
  }

  /// Hires people, one after the other, whom nobody else wants.
  public void hire(int many) {
    for (int i = 0; i < many; i++) {
      provision("User", name + "-late-" + i + Messages.DOMAIN).ifPresent(this::know);
    }
  }

  private boolean lacksAnswers() {
    return unansweredBulk != null || !unanswered.isEmpty();
  }

  @Override
  public void run() {
    try {
      while (!enough) {
        act();
        Thread.sleep(caller.isPutOff() ? PUT_OFF_MILLIS : (long) random.nextInt(THINK_MILLIS_MAX));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void act() {
    if (!unanswered.isEmpty() && random.nextInt(REPEATED_AT_ONCE) == 0) {
      repeat(unanswered.values().iterator().next());
      return;
    }
    if (unansweredBulk != null && random.nextInt(REPEATED_AT_ONCE) == 0) {
      ask(unansweredBulk);
      return;
    }
    if (group.isEmpty()) {
      provision("Group", name + "-group").ifPresent(it -> group = it);
    }
    if (people.isEmpty()) {
      hire();
      return;
    }
    String one = people.get(random.nextInt(people.size()));
    switch (random.nextInt(17)) {
      case 0, 1, 2 -> {
        if (people.size() <= PEOPLE_MAX) {
          hire();
        } else {
          dismiss(one);
        }
      }
      case 3, 4, 5 -> retitle(one);
      case 6 -> caller.ask(new Asked.Switch(one, false));
      case 7 -> caller.ask(new Asked.Switch(one, true));
      case 8 -> join(one);
      case 9 -> leave();
      case 10 -> dismiss(one);
      case 11 -> {
        if (unansweredBulk == null) {
          ask(bulks.next(people, group));
        }
      }
      case 12 -> joinSeveral();
      case 13, 14 -> team();
      case 15 -> {
        if (!group.isEmpty()) {
          caller.ask(new Asked.ReadGroup(group));
        }
      }
      default -> caller.ask(new Asked.Read(one));
    }
  }

  private void repeat(Asked.Create create) {
    create(create)
        .ifPresent(id -> {
          if (create.type().equals("User")) {
            know(id);
          } else if (create.name().equals(name + "-group")) {
            group = id;
          } else {
            teams.put(create.name(), id);
          }
        });
  }

  private void know(String id) {
    if (!people.contains(id)) {
      people.add(id);
    }
  }

  /// What was not answered is asked once more as it was, until it is. Then whoever is there already
  /// is looked for.
  private void ask(Bulk bulk) {
    List<Told> told = caller.ask(bulk);
    unansweredBulk = told.stream().anyMatch(Told.Unknown.class::isInstance) ? bulk : null;
    if (unansweredBulk != null) {
      return;
    }
    for (int i = 0; i < told.size(); i++) {
      if (bulk.operations().get(i) instanceof Asked.Create create) {
        learn(create, told.get(i));
      }
    }
  }

  private void learn(Asked.Create create, Told told) {
    switch (told) {
      case Told.Ok ok -> {
        if (ok.id() != null) {
          know(ok.id());
        }
      }
      case Told.Refused refused when refused.status() == CONFLICT ->
          holderOf(create).ifPresent(this::know);
      case Told.Refused _, Told.Unknown _ -> {}
    }
  }

  private void joinSeveral() {
    if (!group.isEmpty()) {
      List<String> several = several();
      if (caller.ask(new Asked.JoinAll(group, several)) instanceof Told.Ok) {
        members.addAll(several);
      }
    }
  }

  /// Makes a group with its members, or says anew who is in it.
  private void team() {
    String team = name + "-team-" + random.nextInt(TEAMS);
    String id = teams.get(team);
    if (id == null) {
      provision("Group", team, several()).ifPresent(it -> teams.put(team, it));
    } else {
      caller.ask(new Asked.Regroup(id, team, several()));
      caller.ask(new Asked.ReadGroup(id));
    }
  }

  private List<String> several() {
    var all = new ArrayList<>(people);
    Collections.shuffle(all, random);
    return all.stream().limit(1 + (long) random.nextInt(MEMBERS_AT_ONCE_MAX)).sorted().toList();
  }

  private void hire() {
    boolean contested = random.nextInt(5) == 0;
    if (people.size() < PEOPLE_MAX || contested) {
      String userName =
          contested
              ? "shared-" + random.nextInt(SHARED_NAMES) + Messages.DOMAIN
              : name + "-" + random.nextInt(PEOPLE_MAX * 2) + Messages.DOMAIN;
      provision("User", userName)
          .filter(id -> !people.contains(id))
          .ifPresent(id -> {
            people.add(id);
            // Entra's own test of a new connection: what was created is read at once.
            caller.ask(new Asked.Read(id));
          });
    }
  }

  private Optional<String> provision(String type, String resourceName) {
    return provision(type, resourceName, List.of());
  }

  /// Matches by name, and creates where nothing matches.
  private Optional<String> provision(String type, String resourceName, List<String> firstMembers) {
    try {
      Optional<String> match = caller.find(type, resourceName);
      if (match.isPresent()) {
        unanswered.remove(resourceName);
        return match;
      }
    } catch (UnansweredException _) {
      // Some connectors match late: the repeat of an unanswered create goes out as it was.
      if (!unanswered.containsKey(resourceName)) {
        return Optional.empty();
      }
    }
    return create(
        unanswered.getOrDefault(
            resourceName,
            new Asked.Create(
                type, resourceName, type.equals("User") ? nextTitle() : "", firstMembers)));
  }

  /// What was not answered is asked once more as it was; where the name is taken, a look says by
  /// whom.
  private Optional<String> create(Asked.Create create) {
    return switch (caller.ask(create)) {
      case Told.Ok ok -> {
        unanswered.remove(create.name());
        yield Optional.ofNullable(ok.id());
      }
      case Told.Refused refused when refused.status() == CONFLICT -> holderOf(create);
      case Told.Refused _ -> {
        // A first member has left meanwhile: it goes out with others, if it was not made before.
        unanswered.remove(create.name());
        yield Optional.empty();
      }
      case Told.Unknown _ -> {
        unanswered.put(create.name(), create);
        yield Optional.empty();
      }
    };
  }

  private Optional<String> holderOf(Asked.Create create) {
    try {
      Optional<String> holder = caller.find(create.type(), create.name());
      unanswered.remove(create.name());
      return holder;
    } catch (UnansweredException _) {
      // Until somebody says who has the name, it is asked for again.
      unanswered.put(create.name(), create);
      return Optional.empty();
    }
  }

  private void retitle(String id) {
    caller.ask(new Asked.Retitle(id, nextTitle()));
    if (random.nextBoolean()) {
      caller.ask(new Asked.Read(id));
    }
  }

  private void join(String id) {
    if (!group.isEmpty() && caller.ask(new Asked.Join(group, id)) instanceof Told.Ok) {
      members.add(id);
    }
  }

  private void leave() {
    if (!group.isEmpty() && !members.isEmpty()) {
      String member = members.first();
      if (caller.ask(new Asked.Leave(group, member)) instanceof Told.Ok) {
        members.remove(member);
      }
    }
  }

  private void dismiss(String id) {
    Told told = caller.ask(new Asked.Delete(id));
    if (told instanceof Told.Ok || told instanceof Told.Refused) {
      people.remove(id);
      members.remove(id);
    }
  }

  /// No two are the same: the title says which request a state is of.
  private String nextTitle() {
    titles++;
    return name + " title " + titles;
  }
}
