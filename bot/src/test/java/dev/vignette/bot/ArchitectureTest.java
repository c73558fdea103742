package dev.vignette.bot;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.vignette.fixture.clip.TurnedArrow;
import dev.vignette.renderer.voice.Consent;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows of {@code docs/design.md}, §2, and the rules of CONTRIBUTING.md that bytecode can show. */
@AnalyzeClasses(
        packages = "dev.vignette",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {
    /** Other modules' tests come as jars, in which the library sees no tests. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule MEDIA_STANDS_ALONE = module("media", "conversation", "renderer", "clip", "bot", "evaluator");

    @ArchTest
    static final ArchRule CLIP_STANDS_ALONE = module("clip", "media", "conversation", "renderer", "bot", "evaluator");

    @ArchTest
    static final ArchRule INFERENCE_STANDS_ALONE =
            module("inference", "media", "conversation", "renderer", "clip", "bot", "evaluator");

    @ArchTest
    static final ArchRule CONVERSATION_DOES_NOT_RENDER = module("conversation", "renderer", "clip", "bot", "evaluator");

    @ArchTest
    static final ArchRule RENDERER_DOES_NOT_KNOW_WHO_ASKS =
            module("renderer", "conversation", "clip", "bot", "evaluator");

    @ArchTest
    static final ArchRule BOT_DOES_NOT_EVALUATE = module("bot", "evaluator");

    @ArchTest
    static final ArchRule SPRING_STAYS_IN_THE_SERVICE = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.vignette.media..",
                    "dev.vignette.clip..",
                    "dev.vignette.inference..",
                    "dev.vignette.renderer..",
                    "dev.vignette.bot.generate..",
                    "dev.vignette.bot.engines..",
                    "dev.vignette.bot.consent..",
                    "dev.vignette.bot.settings..",
                    "dev.vignette.bot.doctor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta.servlet..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule COMMANDS_START_WITHOUT_SPRING = noClasses()
            .that()
            .resideInAPackage("dev.vignette.bot.cli..")
            .and()
            .doNotHaveSimpleName("RunCommand")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "dev.vignette.bot.web..");

    @ArchTest
    static final ArchRule MODULES_FORM_NO_CYCLE =
            slices().matching("dev.vignette.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CAPABILITIES_OF_THE_BOT_FORM_NO_CYCLE =
            slices().matching("dev.vignette.bot.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CONSENT_COMES_FROM_WHOEVER_RECORDS_IT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.vignette.bot.generate.ClipPlanner")
            .and()
            .doNotHaveFullyQualifiedName("dev.vignette.bot.studio.OwnAvatars")
            .should()
            .callConstructor(
                    Consent.class,
                    String.class,
                    String.class,
                    Instant.class,
                    String.class,
                    String.class,
                    Consent.Ledger.class)
            .because("a voice that clones asks the ledger, and only these give it the real one");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
            .because("a name should say what a thing is");

    @ArchTest
    static final ArchRule NULL_DOES_NOT_TRAVEL =
            classes().that(not(resideInAPackage("dev.vignette"))).should(resideInANullMarkedPackage());

    private static ArchRule module(String module, String... unknown) {
        String[] packages = new String[unknown.length];
        for (int i = 0; i < unknown.length; i++) {
            packages[i] = "dev.vignette." + unknown[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("dev.vignette." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaPackage home = type.getPackage();
                boolean marked = home.tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(type, home.getName() + " is not @NullMarked"));
                }
            }
        };
    }

    @Test
    void noticesAnArrowThatIsTurnedRound() {
        JavaClasses fixture = new ClassFileImporter().importClasses(TurnedArrow.class);
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("dev.vignette.fixture.clip..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.vignette.bot..");
        assertThat(rule.evaluate(fixture).hasViolation()).isTrue();
        assertThat(classes()
                        .should(resideInANullMarkedPackage())
                        .evaluate(fixture)
                        .hasViolation())
                .isTrue();
    }

    @ArchTest
    static void looksAtEveryModule(JavaClasses all) {
        for (String module : new String[] {"media", "clip", "conversation", "renderer", "bot"}) {
            assertThat(all.containPackage("dev.vignette." + module)).as(module).isTrue();
        }
    }
}
