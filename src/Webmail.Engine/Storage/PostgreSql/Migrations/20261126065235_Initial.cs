using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Webmail.Engine.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "correspondent_keys",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    Key = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correspondent_keys", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "correspondents",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Uses = table.Column<int>(type: "integer", nullable: false),
                    UsedAt = table.Column<long>(type: "bigint", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correspondents", x => new { x.AccountId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    LeasedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    HeldAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DataBegun = table.Column<bool>(type: "boolean", nullable: false),
                    ContentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Summary = table.Column<byte[]>(type: "bytea", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_pieces",
                columns: table => new
                {
                    ContentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Copy = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    StoredAt = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_pieces", x => new { x.ContentId, x.Copy, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => new { x.AccountId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "sign_outs",
                columns: table => new
                {
                    SessionId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ForgetAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_outs", x => x.SessionId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_AccountId",
                table: "outbox",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_DueAt",
                table: "outbox",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_sign_outs_ForgetAt",
                table: "sign_outs",
                column: "ForgetAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "correspondent_keys");

            migrationBuilder.DropTable(
                name: "correspondents");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_pieces");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "sign_outs");
        }
    }
}
