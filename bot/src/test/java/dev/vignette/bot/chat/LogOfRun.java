package dev.vignette.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** All that is logged until it is closed, with everything at debug that the service's own configuration does not hold higher. */
public final class LogOfRun implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, @Nullable Level> before = new HashMap<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    public LogOfRun() {
        log.start();
        root.addAppender(log);
        set(root, Level.DEBUG);
        try (InputStream configuration = LogOfRun.class.getResourceAsStream("/logback-service.xml")) {
            NodeList held = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(configuration)
                    .getElementsByTagName("logger");
            for (int i = 0; i < held.getLength(); i++) {
                Element each = (Element) held.item(i);
                // Our own loggers may well be set to debug by somebody who looks for a fault.
                if (!each.getAttribute("name").startsWith("dev.vignette")) {
                    set(
                            (Logger) LoggerFactory.getLogger(each.getAttribute("name")),
                            Level.toLevel(each.getAttribute("level")));
                }
            }
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(Logger logger, Level level) {
        before.put(logger, logger.getLevel());
        logger.setLevel(level);
    }

    /** Neither messages nor exceptions, nor what caused those, have any of these in them. */
    public void assertFreeOf(String... secrets) {
        // What the fake of a platform writes down is not the service's log.
        List<ILoggingEvent> events = List.copyOf(log.list).stream()
                .filter(event -> !event.getLoggerName().startsWith("mockwebserver3"))
                .toList();
        assertThat(events).isNotEmpty();
        for (String secret : secrets) {
            assertThat(events).noneMatch(event -> event.getFormattedMessage().contains(secret));
            assertThat(events).noneMatch(event -> told(event.getThrowableProxy(), secret));
        }
    }

    private static boolean told(@Nullable IThrowableProxy thrown, String secret) {
        return thrown != null
                && (String.valueOf(thrown.getMessage()).contains(secret) || told(thrown.getCause(), secret));
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
        root.detachAppender(log);
    }
}
