package dev.rollcall.connector.targets;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.mapping.TargetShapes;
import dev.rollcall.connector.operations.DefaultMappings;
import dev.rollcall.connector.operations.ReadBacks;
import dev.rollcall.connector.targets.TargetsWatch.Recordings;
import dev.rollcall.connector.targets.postgres.PostgresPast;
import dev.rollcall.connector.targets.postgres.PostgresRecordedTargets;
import dev.rollcall.connector.targets.postgres.PostgresRoster;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TargetsConfiguration {

  @Bean
  TargetsFile targetsFile(Limits limits, Kinds kinds, MappingLanguage language) {
    return new TargetsFile(defaults(limits), kinds, language);
  }

  @Bean
  RecordedTargets recordedTargets(Database database) {
    return new PostgresRecordedTargets(database);
  }

  @Bean
  Recordings recordings(
      Settings settings,
      Limits limits,
      RecordedTargets targets,
      Kinds kinds,
      MappingLanguage language) {
    var keys = new SealingKeyFile(settings.sealingKeyFile());
    return new Recordings(
        targets,
        new RecordedReader(
            defaults(limits),
            kinds,
            language,
            new RecordedReader.Trust(keys, settings.recordedAddresses())),
        keys);
  }

  @Bean
  TargetsWatch targetsWatch(
      Settings settings,
      Database database,
      RemoteApps apps,
      Dispatcher dispatcher,
      TargetsFile file,
      Recordings recordings) {
    return new TargetsWatch(
        settings.targetsFile(),
        file,
        new TargetsWatch.Parts(
            database,
            new PostgresRoster(database),
            apps,
            dispatcher,
            new PastFirst(new PostgresPast(database), settings.topicPartitions()),
            recordings));
  }

  @Bean
  ReadBacks readBacks(TargetsWatch watch) {
    return new KnownReadBacks(watch);
  }

  @Bean
  DefaultMappings defaultMappings(TargetsWatch watch) {
    return new KnownDefaultMappings(watch);
  }

  @Bean
  TargetShapes targetShapes(TargetsWatch watch, TargetCheck check) {
    return new ReadShapes(watch, check);
  }

  @Bean
  TargetCheck targetCheck(Recordings recordings, RemoteApps apps, Limits limits) {
    return new TargetCheck(recordings, apps, limits.testCall());
  }

  private static TargetsFile.Defaults defaults(Limits limits) {
    return new TargetsFile.Defaults(
        Math.toIntExact(limits.http().total().toMillis()), limits.delivery().inFlightMax());
  }
}
