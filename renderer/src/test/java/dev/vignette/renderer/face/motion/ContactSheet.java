package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Expression.Mouth;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntFunction;

/** Draws expressions as plain diagrams side by side, to look at motion without any real face. */
public final class ContactSheet {
    private static final int CELL = 120;

    private ContactSheet() {}

    /** @param label what to write under expression i */
    public static BufferedImage of(List<Expression> expressions, int columns, IntFunction<String> label) {
        int rows = (expressions.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * CELL, rows * CELL, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < expressions.size(); i++) {
            Graphics2D cell = (Graphics2D) graphics.create(i % columns * CELL, i / columns * CELL, CELL, CELL);
            draw(expressions.get(i), cell, label.apply(i));
            cell.dispose();
        }
        graphics.dispose();
        return sheet;
    }

    private static void draw(Expression expression, Graphics2D graphics, String label) {
        graphics.setColor(new Color(0xE8E4DC));
        graphics.fillRect(0, 0, CELL - 1, CELL - 1);
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawString(label, 4, CELL - 4);
        graphics.translate(CELL / 2.0, CELL / 2.0);
        graphics.rotate(Math.toRadians(expression.head().roll()));
        graphics.translate(expression.head().yaw() * 2, expression.head().pitch() * 2);
        graphics.setColor(new Color(0xF2C9A8));
        graphics.fill(new Ellipse2D.Double(-42, -54, 84, 104));
        eye(graphics, -18, expression.eyes().leftLid(), expression);
        eye(graphics, 18, expression.eyes().rightLid(), expression);
        graphics.translate(0, 24);
        mouth(graphics, expression.mouth());
    }

    private static void eye(Graphics2D graphics, double x, double lid, Expression expression) {
        graphics.setColor(Color.WHITE);
        double open = 7 * (1 - lid);
        Shape eye = new Ellipse2D.Double(x - 9, -12 - open, 18, 2 * open);
        graphics.fill(eye);
        graphics.setColor(new Color(0x3B2A20));
        Area iris = new Area(new Ellipse2D.Double(
                x - 4 + expression.eyes().gazeX(), -16 + expression.eyes().gazeY(), 8, 8));
        iris.intersect(new Area(eye));
        graphics.fill(iris);
        graphics.setStroke(new BasicStroke(1.5f));
        graphics.draw(eye);
        double brow = -26 - 4 * expression.brows();
        graphics.fill(new Rectangle2D.Double(x - 10, brow, 20, 2.5));
    }

    private static void mouth(Graphics2D graphics, Mouth mouth) {
        double half = 17 * (1 + 0.25 * mouth.width()) * (1 - 0.45 * mouth.rounding());
        double gap = 22 * mouth.opening();
        double lip = 3.5 * (1 - 0.6 * mouth.press()) + 2 * mouth.rounding();
        double corner = -3 * mouth.smile();
        double upper = -0.25 * gap - 2 * mouth.upperLip();
        double lower = 0.75 * gap - 3 * mouth.lowerTuck();
        Path2D outer = lens(half + 2, corner, upper - lip, lower + lip);
        Path2D inner = lens(half, corner, upper, Math.max(upper, lower));
        graphics.setColor(new Color(0xB5565A));
        graphics.fill(outer);
        graphics.setColor(new Color(0x401418));
        graphics.fill(inner);
        Area teeth = new Area(inner);
        teeth.intersect(new Area(new Rectangle2D.Double(-half * 0.8, upper - 2, 1.6 * half, 2 + 4 * mouth.teeth())));
        graphics.setColor(Color.WHITE);
        if (mouth.teeth() > 0.1) {
            graphics.fill(teeth);
        }
        double tip = mouth.tongueOut() > 0.3 ? upper + 2 : lower - 5 - 0.5 * gap * mouth.tongueUp();
        Area tongue = new Area(inner);
        tongue.intersect(new Area(new Ellipse2D.Double(-half * 0.55, tip, half * 1.1, 14)));
        graphics.setColor(new Color(0xD8787C));
        graphics.fill(tongue);
    }

    private static Path2D lens(double half, double corner, double upper, double lower) {
        Path2D path = new Path2D.Double();
        path.moveTo(-half, corner);
        path.curveTo(-half * 0.5, upper * 1.3, half * 0.5, upper * 1.3, half, corner);
        path.curveTo(half * 0.5, lower * 1.3, -half * 0.5, lower * 1.3, -half, corner);
        path.closePath();
        return path;
    }
}
