package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.mapping.MappingLanguage.Read;
import dev.rollcall.connector.mapping.core.Mapping;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.rest.Template.Statuses;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads the operations of an entry and says in words what is missing or wrong.
final class OperationsReader {
  private static final List<String> TYPES = List.of("User", "Group");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<Verb> OF_USERS =
      Set.of(
          Verb.FIND,
          Verb.CREATE,
          Verb.UPDATE,
          Verb.DEACTIVATE,
          Verb.REACTIVATE,
          Verb.DELETE,
          Verb.READ,
          Verb.LIST);
  private static final Set<Verb> OF_GROUPS =
      Set.of(
          Verb.FIND,
          Verb.CREATE,
          Verb.UPDATE,
          Verb.DELETE,
          Verb.ADD_MEMBERS,
          Verb.REMOVE_MEMBERS,
          Verb.READ,
          Verb.LIST,
          Verb.MEMBERS);
  private static final List<String> MEMBERS =
      List.of("method", "path", "body", "answer", "done", "absent", "conflict");
  private static final Set<Integer> SUCCESSES =
      IntStream.range(200, 300).boxed().collect(Collectors.toSet());

  private final MappingLanguage language;

  OperationsReader(MappingLanguage language) {
    this.language = language;
  }

  Map<String, Map<Verb, Template>> read(EntryReader entry) {
    var all = new HashMap<String, Map<Verb, Template>>();
    EntryReader operations = entry.within("operations");
    operations.onlyKnown(TYPES);
    for (String type : TYPES) {
      if (operations.has(type)) {
        all.put(type, ofType(operations.within(type), type.equals("User") ? OF_USERS : OF_GROUPS));
      }
    }
    membersNeedUsers(operations, all);
    if (all.isEmpty()) {
      entry.problem("'operations' must have operations for 'User' or 'Group'");
    }
    return all;
  }

  /// Members are known by the users that were listed.
  private static void membersNeedUsers(
      EntryReader operations, Map<String, Map<Verb, Template>> all) {
    boolean members = all.getOrDefault("Group", Map.of()).containsKey(Verb.MEMBERS);
    boolean users = all.getOrDefault("User", Map.of()).containsKey(Verb.LIST);
    if (members && !users) {
      operations.problem(
          operations.quoted("Group") + " has 'members', which wants 'list' for 'User' beside it");
    }
  }

  private Map<Verb, Template> ofType(EntryReader entry, Set<Verb> verbs) {
    var templates = new EnumMap<Verb, Template>(Verb.class);
    entry.onlyKnown(verbs.stream().map(Verb::logicalName).toList());
    for (Verb verb : new TreeSet<>(verbs)) {
      if (entry.has(verb.logicalName())) {
        templates.put(verb, template(entry.within(verb.logicalName()), verb));
      } else if (!verb.isOptional()) {
        entry.problem(entry.quoted(verb.logicalName()) + " is missing");
      }
    }
    together(entry, templates);
    return templates;
  }

  /// Who is on no list is asked for alone before anybody believes that they are gone, and members
  /// are compared with the groups that were listed.
  private static void together(EntryReader entry, Map<Verb, Template> templates) {
    if (templates.containsKey(Verb.LIST) && !templates.containsKey(Verb.READ)) {
      entry.problem(
          entry.quoted("list") + " wants 'read' beside it: who is on no list is asked for alone");
    }
    if (templates.containsKey(Verb.MEMBERS) && !templates.containsKey(Verb.LIST)) {
      entry.problem(entry.quoted("members") + " wants 'list' beside it, for the groups");
    }
    Template list = templates.get(Verb.LIST);
    Template read = templates.get(Verb.READ);
    if (list == null || read == null) {
      return;
    }
    // A list shows what one alone does where it does not say so itself.
    Template shown = list.shows().isEmpty() ? list.showingAs(read) : list;
    // And what one resource is read by reads each of a list as well.
    templates.put(
        Verb.LIST,
        shown.answer() == null && read.answer() != null ? shown.answeredAs(read) : shown);
  }

  private Template template(EntryReader entry, Verb verb) {
    entry.onlyKnown(members(verb));
    String method = entry.text("method");
    if (!method.isEmpty() && !METHODS.contains(method)) {
      entry.problem(entry.quoted("method") + " must be GET, POST, PUT, PATCH or DELETE");
    }
    String body = entry.text("body", "");
    if (!body.isEmpty() && method.equals("GET")) {
      entry.problem(entry.quoted("body") + " cannot be sent with GET");
    }
    String answer = entry.text("answer", "");
    if (answer.isEmpty() && verb.tellsId()) {
      entry.problem(entry.quoted("answer") + " is missing: it takes the app's id from the answer");
    }
    PathTemplate path = path(entry, verb);
    var statuses =
        new Statuses(
            entry.numbers("done", SUCCESSES, 100, 599),
            entry.numbers("absent", Set.of(404, 410), 100, 599),
            entry.numbers("conflict", Set.of(409), 100, 599));
    Pages pages = verb.isPaged() ? new PagesReader(entry, verb, !body.isEmpty()).read(path) : null;
    Set<String> shows = new TreeSet<>(entry.texts("shows", List.of()));
    String text = String.join("\n", method, path.text(), body, answer, print(statuses));
    String reading = pages == null && shows.isEmpty() ? "" : "\n" + pages + "\n" + shows;
    return new Template(
        method,
        path,
        mapping(entry, "body", body),
        mapping(entry, "answer", Pointer.isPointer(answer) ? Pointer.expression(answer) : answer),
        statuses,
        pages,
        shows,
        text + reading);
  }

  private static List<String> members(Verb verb) {
    var members = new ArrayList<>(MEMBERS);
    if (verb.isPaged()) {
      members.addAll(PagesReader.MEMBERS);
    }
    if (verb == Verb.READ || verb == Verb.LIST) {
      members.add("shows");
    }
    return members;
  }

  static PathTemplate path(EntryReader entry, Verb verb) {
    String text = entry.text("path");
    if (!text.isEmpty() && !PathTemplate.isTemplate(text)) {
      entry.problem(
          entry.quoted("path") + " must begin with '/' and have placeholders such as {remoteId}");
    }
    var path = new PathTemplate(text);
    for (String name : path.placeholders()) {
      if (!verb.knows(name)) {
        entry.problem(entry.quoted("path") + " has {" + name + "}, which is not known here");
      }
    }
    return path;
  }

  /// Read twice: as it was written, so that a fault is told with its place, and then in an object.
  private @Nullable Mapping mapping(EntryReader entry, String name, String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (language.read(text) instanceof Read.Bad(var fault)) {
      entry.problem(entry.quoted(name) + " " + fault.in(text));
      return null;
    }
    return switch (language.read("{\"" + name + "\": (\n" + text + "\n)}")) {
      case Read.Good(var mapping) -> mapping;
      case Read.Bad(var fault) -> {
        entry.problem(entry.quoted(name) + " " + fault.in(text));
        yield null;
      }
    };
  }

  private static String print(Statuses statuses) {
    var parts = new ArrayList<String>();
    for (Set<Integer> each : List.of(statuses.done(), statuses.absent(), statuses.conflict())) {
      parts.add(new TreeSet<>(each).toString());
    }
    return String.join(" ", parts);
  }
}
