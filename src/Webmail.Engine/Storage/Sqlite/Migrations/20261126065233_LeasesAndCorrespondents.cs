using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Webmail.Engine.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LeasesAndCorrespondents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "LeasedBy",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            // What was being handed over when the program ended is due from now on, as after a lease.
            migrationBuilder.Sql("UPDATE outbox SET DueAt = At WHERE Step = 1");

            migrationBuilder.CreateTable(
                name: "correspondent_keys",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Key = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correspondent_keys", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "correspondents",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Uses = table.Column<int>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correspondents", x => new { x.AccountId, x.Id });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "correspondent_keys");

            migrationBuilder.DropTable(
                name: "correspondents");

            migrationBuilder.DropColumn(
                name: "LeasedBy",
                table: "outbox");
        }
    }
}
