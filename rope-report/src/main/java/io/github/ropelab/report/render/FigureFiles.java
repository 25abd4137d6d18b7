package io.github.ropelab.report.render;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import io.github.ropelab.report.view.View;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jfree.svg.SVGGraphics2D;

/** A view as SVG, PDF, EPS and PNG. Text is drawn as outlines: no viewer needs the font, none can search it. */
public final class FigureFiles {
    private static final double DPI = 300;
    private static final double POINTS_PER_INCH = 72;
    private static final double MILLIMETRES_PER_INCH = 25.4;
    private static final double METRES_PER_INCH = 0.0254;

    private final Picture picture;

    /** The files of a view at a style's size. */
    public FigureFiles(View view, Style style) {
        this.picture = Picture.of(view, style);
    }

    /**
     * SVG of the picture's real size.
     *
     * @param keyPrefix of the document's inner names, so that several pictures can stand in one page
     */
    public String svg(String keyPrefix) {
        SVGGraphics2D g = new SVGGraphics2D(picture.width(), picture.height());
        g.setDefsKeyPrefix(keyPrefix);
        picture.paint(g);
        String size = "width='" + picture.width() + "pt' height='" + picture.height() + "pt' viewBox='0 0 "
                + picture.width() + " " + picture.height() + "'";
        return g.getSVGElement().replaceFirst("width='[^']*' height='[^']*'", size) + "\n";
    }

    /** A PDF page of the picture's real size. */
    public byte[] pdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            float width = (float) picture.width();
            float height = (float) picture.height();
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
            picture.paint(g);
            g.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(g.getXFormObject());
            }
            document.setDocumentId(0L); // from which and the (absent) dates the file's identifier is made
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** Encapsulated PostScript of the picture's real size. */
    public byte[] eps() throws IOException {
        VectorGraphics2D g = new VectorGraphics2D();
        double millimetres = MILLIMETRES_PER_INCH / POINTS_PER_INCH;
        g.scale(millimetres, millimetres);
        picture.paint(g);
        PageSize size = new PageSize(picture.width() * millimetres, picture.height() * millimetres);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Processors.get("eps").getDocument(g.getCommands(), size).writeTo(bytes);
        return bytes.toByteArray();
    }

    /** A PNG at 300 dots per inch, which the file states. */
    public byte[] png() throws IOException {
        double scale = DPI / POINTS_PER_INCH;
        BufferedImage image = new BufferedImage(
                (int) Math.round(picture.width() * scale),
                (int) Math.round(picture.height() * scale),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(scale, scale);
        picture.paint(g);
        g.dispose();
        return encoded(image);
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
        ImageWriter writer = writers.next();
        IIOMetadata metadata = writer.getDefaultImageMetadata(
                ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
        // The standard tree's pixel sizes come out as pixels per millimetre × 1000 in the JDK's writer; its own tree is
        // right.
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
        IIOMetadataNode density = new IIOMetadataNode("pHYs");
        String perMetre = Long.toString(Math.round(DPI / METRES_PER_INCH));
        density.setAttribute("pixelsPerUnitXAxis", perMetre);
        density.setAttribute("pixelsPerUnitYAxis", perMetre);
        density.setAttribute("unitSpecifier", "meter");
        root.appendChild(density);
        metadata.mergeTree("javax_imageio_png_1.0", root);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
