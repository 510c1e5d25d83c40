package dev.nines.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class ArchitectureTest {

  private static final String GATEWAY = "dev.nines.collector.gateway..";

  private static JavaClasses product;

  @BeforeAll
  static void importTheProduct() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.nines");
  }

  @Test
  void theTestSeesEveryModule() {
    assertThat(product.stream().map(c -> FloorPlan.of(c.getPackageName())))
        .contains(Optional.of(FloorPlan.SLO_RULES))
        .contains(Optional.of(FloorPlan.COLLECTOR));
  }

  @Test
  void everyPackageIsARoomOfThePlan() {
    classes().should(liveInARoomOfThePlan()).check(product);
  }

  @Test
  void importsPointOneWay() {
    classes().should(useOnlyWhatLiesBelow()).check(product);
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    Set<JavaPackage> packages =
        Set.copyOf(
            product.stream()
                .map(JavaClass::getPackage)
                .filter(p -> !FloorPlan.isGenerated(p.getName()))
                .toList());
    assertThat(packages)
        .allSatisfy(
            p ->
                assertThat(p.tryGetPackageInfo())
                    .as("%s has a package-info.java with @NullMarked", p.getName())
                    .hasValueSatisfying(
                        info -> assertThat(info.isAnnotatedWith(NullMarked.class)).isTrue()));
  }

  @Test
  void theGroundKnowsNoNetworkAndNoVendor() {
    noClasses()
        .that()
        .resideInAPackage("dev.nines.slo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx..",
            "io.netty..",
            "io.micrometer..",
            "io.opentelemetry..",
            "io.lettuce..",
            "io.sentry..",
            "org.mariadb..",
            "com.zaxxer..",
            "picocli..",
            "java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .check(product);
  }

  @Test
  void databasesAreTheLedgersAloneOnTheGround() {
    noClasses()
        .that()
        .resideInAPackage("dev.nines.slo..")
        .and()
        .resideOutsideOfPackage("dev.nines.slo.ledger..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb..")
        .check(product);
  }

  @Test
  void alertsAndTheGroundStayFreeOfTheEventLoop() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.nines.slo..", "dev.nines.alerts..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(product);
  }

  @Test
  void onlyTheGatewayAsksForTheTime() {
    noClasses()
        .that()
        .resideOutsideOfPackage(GATEWAY)
        .should()
        .callMethodWhere(asksForTheTime())
        .orShould()
        .callConstructor(Date.class)
        .check(product);
  }

  @Test
  void onlyCommandsPrint() {
    noClasses()
        .that()
        .areNotAnnotatedWith(Command.class)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(product);
  }

  @Test
  void theInternalsOfAModuleAreItsOwn() {
    classes().should(keepOutOfOthersInternals()).check(product);
  }

  private static DescribedPredicate<JavaCall<?>> asksForTheTime() {
    return DescribedPredicate.describe(
        "asks for the time",
        call -> {
          JavaClass owner = call.getTarget().getOwner();
          String method = call.getTarget().getName();
          boolean now = method.equals("now") && owner.getPackageName().equals("java.time");
          boolean passedIn =
              call.getTarget().getRawParameterTypes().stream()
                  .anyMatch(t -> t.isAssignableTo(Clock.class));
          boolean clock = owner.isEquivalentTo(Clock.class) && method.matches("(system|tick).*");
          boolean source = owner.isEquivalentTo(InstantSource.class) && method.equals("system");
          boolean millis = owner.isEquivalentTo(System.class) && method.equals("currentTimeMillis");
          boolean zone = owner.isEquivalentTo(ZoneId.class) && method.equals("systemDefault");
          return now && !passedIn || clock || source || millis || zone;
        });
  }

  private static ArchCondition<JavaClass> liveInARoomOfThePlan() {
    return new ArchCondition<>("live in a room of the FloorPlan") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String home = item.getPackageName();
        boolean known = FloorPlan.of(home).map(module -> module.knows(home)).orElse(false);
        if (!known) {
          String message =
              item.getName()
                  + " lives in a package that FloorPlan does not list: add it at its height";
          events.add(SimpleConditionEvent.violated(item, message));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> useOnlyWhatLiesBelow() {
    return new ArchCondition<>("use only rooms and modules that lie below") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String from = item.getPackageName();
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          String to = dependency.getTargetClass().getPackageName();
          FloorPlan.of(to)
              .filter(
                  target -> FloorPlan.of(from).stream().noneMatch(m -> m.allows(from, target, to)))
              .ifPresent(
                  _ ->
                      events.add(SimpleConditionEvent.violated(item, dependency.getDescription())));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> keepOutOfOthersInternals() {
    return new ArchCondition<>("keep out of the internals of other modules") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          String to = dependency.getTargetClass().getPackageName();
          boolean internal = to.startsWith("dev.nines.") && to.contains(".internal");
          if (internal && !FloorPlan.of(to).equals(FloorPlan.of(item.getPackageName()))) {
            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
          }
        }
      }
    };
  }
}
