package dev.vignette.bot.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.access.Door;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Practising leaves nothing of itself where people talk. */
class PageRehearsalTest extends PageServiceTest {
    @Autowired
    private PageRehearsal rehearsal;

    @Autowired
    private JsonMapper json;

    @Test
    void practisingTalksOnItsOwnAndLeavesNothing() {
        int rows = rows();

        rehearsal.practise(PageVisit.to(environment, new Door(Optional.empty()), json), 2, 2);

        assertThat(REHEARSED).singleElement().satisfies(practised -> {
            assertThat(practised.requests)
                    .hasSize(14)
                    .anySatisfy(request -> assertThat(request.text()).startsWith("Hola"));
            assertThat(replies.requests).doesNotContainAnyElementsOf(practised.requests);
        });
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void aVisitBeginsAConversationAndForgetsIt() throws Exception {
        int rows = rows();
        try (var visit = PageVisit.to(environment, new Door(Optional.empty()), json)) {
            assertThat(visit).isNotNull();
            assertThat(visit.make()).containsExactly(201, 200, 400, 200, 204);
        }
        assertThat(rows()).isEqualTo(rows);
    }
}
