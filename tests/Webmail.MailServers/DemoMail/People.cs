namespace Webmail.MailServers.DemoMail;

/// <summary>The cast: all invented, all in domains reserved for examples (RFC 2606).</summary>
internal static class People
{
    public static readonly Person Martina = new("Martina Krüger", "martina.krueger@example.test");
    public static readonly Person Jonas = new("Jonas Weber", "jonas.weber@example.test");
    public static readonly Person Ayse = new("Ayşe Yıldız", "ayse.yildiz@example.test");

    public static readonly Person Petra = new("Petra Hoffmann", "petra@hoffmann-immobilien.example");
    public static readonly Person Albrecht = new("Familie Albrecht", "familie@albrecht-lindenweg.example");
    public static readonly Person Bauhof = new("Bauhof Musterstadt – Grünflächen", "gruenflaechen@bauhof-musterstadt.example");
    public static readonly Person Sommerfeld = new("Saatgut Sommerfeld", "post@saatgut-sommerfeld.example");
    public static readonly Person Layla = new("ليلى حداد", "layla.haddad@innenhof.example");
    public static readonly Person Lindenhof = new("Hausverwaltung Lindenhof GmbH", "verwaltung@lindenhof.example");
    public static readonly Person Lukasz = new("Łukasz Kowalczyk", "lukasz@naturstein-kowalczyk.example");
    public static readonly Person Katharina = new("Dr. Katharina von Schönfeld-Bergmann", "elternbeirat@kita-ahornweg.example");
    public static readonly Person Winkler = new("Steuerbüro Winkler & Partner", "kanzlei@winkler-steuern.example");
    public static readonly Person Sabine = new("Sabine Vogt", "vorstand@kleingaerten-suedhang.example");
    public static readonly Person Noa = new("נועה לוי", "noa@levi-garden.example");
    public static readonly Person Misaki = new("田中 美咲", "misaki@niwa.example");
    public static readonly Person Ivan = new("Иван Петров", "ivan@petrov.example");
    public static readonly Person Emma = new("Emma Clarke", "emma@clarke-nursery.example");
    public static readonly Person Liam = new("Liam O’Connor", "liam@oconnor-irrigation.example");

    /// <summary>Who asks for gardens, in German.</summary>
    public static readonly Person[] Customers =
    [
        Petra, Albrecht, Lindenhof, Katharina,
        new("Heike Brandt", "heike.brandt@web-post.example"), new("Mehmet Demir", "m.demir@demir-baeckerei.example"),
        new("Ralf Neumann", "neumann@neumann-architekten.example"), new("Claudia Lehmann", "c.lehmann@web-post.example"),
        new("Günther Öztürk", "guenther@oeztuerk.example"), new("Svenja Petersen", "svenja.petersen@hafenblick.example"),
        new("Dieter Großmann", "dieter.grossmann@web-post.example"), new("Carla Rossi", "carla@ristorante-rossi.example"),
        new("Pfarramt St. Marien", "buero@st-marien.example"), new("Jürgen Schäfer", "juergen.schaefer@schaefer-bau.example"),
        new("Anneliese Vogel", "a.vogel@seniorenhof.example"), new("Tobias Krämer", "tobias@kraemer-it.example"),
    ];

    /// <summary>Who sells plants, stones and machines.</summary>
    public static readonly Person[] Suppliers =
    [
        Lukasz, new("Baumschule Eichenhain", "auftrag@baumschule-eichenhain.example"), new("Erdenwerk Nord", "dispo@erdenwerk-nord.example"),
        new("Maschinenverleih Brandes", "verleih@brandes-maschinen.example"), new("Holz Zimmermann", "verkauf@holz-zimmermann.example"),
    ];

    /// <summary>Who writes in English.</summary>
    public static readonly Person[] English =
        [Emma, Liam, new("Sofia Andersson", "sofia@nordic-perennials.example"), new("Daniel Murphy", "daniel.murphy@greenroofs.example"), new("Priya Nair", "priya@soil-lab.example")];

    /// <summary>The allotment club.</summary>
    public static readonly Person[] Club =
    [
        Sabine, new("Horst Kaminski", "horst.kaminski@web-post.example"), new("Irmgard Thiele", "irmgard.thiele@web-post.example"),
        new("Bülent Arslan", "buelent.arslan@web-post.example"), new("Moritz Engel", "moritz.engel@web-post.example"),
    ];
}
