using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Webmail.Engine.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ScriptVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "script_versions",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Script = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_script_versions", x => new { x.AccountId, x.Script, x.Version });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "script_versions");
        }
    }
}
